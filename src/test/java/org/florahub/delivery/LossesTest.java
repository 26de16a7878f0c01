package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.florahub.event.Field;
import org.florahub.transform.Loss;
import org.florahub.transform.Written;
import org.junit.jupiter.api.Test;

final class LossesTest {

    private static final Loss NO_OUTCOME = new Loss(0, Field.OUTCOME, Loss.Kind.NOT_CARRIED, "outcome", null, null);
    private static final Loss NAME_REPLACED =
            new Loss(1, Field.PERSON_FAMILY_NAME, Loss.Kind.CHARACTERS, "Name", "Łuk", "Luk");

    @Test
    void countsTheEventsByFieldAndKindOfLoss() {
        var losses = new Losses(new Written(List.of(NO_OUTCOME, NO_OUTCOME, NAME_REPLACED)));

        assertThat(losses.json())
                .isEqualTo("{\"person.familyName\":{\"characters\":1},\"outcome\":{\"not-carried\":2}}");
    }

    @Test
    void quotesNoValue() {
        assertThat(new Losses(new Written(List.of(NAME_REPLACED))).json()).doesNotContain("uk");
        assertThat(NAME_REPLACED.toString()).doesNotContain("uk");
    }

    @Test
    void isEmptyWhenNothingIsLost() {
        assertThat(new Losses(new Written(List.of())).json()).isEqualTo("{}");
    }
}
