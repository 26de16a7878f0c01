package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Written;
import org.junit.jupiter.api.Test;

final class LossesTest {

    private static final Statement DECIDED = Statement.builder()
            .set(Field.STATUS, "decision-issued")
            .set(Field.OUTCOME, "rejected")
            .build();
    private static final Statement ARRIVED =
            Statement.builder().set(Field.STATUS, "arrived").build();

    @Test
    void countsTheEventsThatHadAFieldTheFormatNeverCarries() {
        var losses = new Losses(Set.of(Field.OUTCOME), List.of(DECIDED, ARRIVED, DECIDED), new Written(Map.of()));

        assertThat(losses.json()).isEqualTo("{\"outcome\":2}");
    }

    @Test
    void addsWhatWasChangedWhileWriting() {
        var losses =
                new Losses(Set.of(Field.OUTCOME), List.of(DECIDED), new Written(Map.of(Field.PERSON_FAMILY_NAME, 1)));

        assertThat(losses.json()).isEqualTo("{\"person.familyName\":1,\"outcome\":1}");
    }

    @Test
    void isEmptyWhenNothingIsLost() {
        assertThat(new Losses(Set.of(), List.of(DECIDED), new Written(Map.of())).json())
                .isEqualTo("{}");
    }
}
