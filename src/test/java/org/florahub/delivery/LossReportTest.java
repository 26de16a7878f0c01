package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.florahub.event.Field;
import org.florahub.transform.Written;
import org.florahub.transform.convert.Loss;
import org.junit.jupiter.api.Test;

/// What is kept of a loss, and where its values may stand, is tested with a real store in [PipelineTest].
final class LossReportTest {

    private static final Loss NO_OUTCOME = new Loss(0, Field.OUTCOME, Loss.Kind.NOT_CARRIED, "outcome", null, null);

    @Test
    void countsTheEventsByFieldAndKindOfLoss() {
        var losses = new LossReport(List.of(), new Written(List.of(NO_OUTCOME, NO_OUTCOME)));

        assertThat(losses.counts()).isEqualTo("{\"outcome\":{\"not-carried\":2}}");
        assertThat(losses.changes()).isEmpty();
    }

    @Test
    void saysOnlyWhichDeliveryItIsWhenNothingIsLost() {
        var losses = new LossReport(List.of(), new Written(List.of()));

        assertThat(losses.counts()).isEqualTo("{}");
        assertThat(new String(losses.json(new UUID(1, 2)), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace("""
                        {"delivery": "00000000-0000-0001-0000-000000000002", "notCarried": {}, "changed": []}
                        """);
    }

    @Test
    void quotesNoValueWhenItIsPrinted() {
        var loss = new Loss(1, Field.PERSON_FAMILY_NAME, Loss.Kind.CHARACTERS, "Name", "Łuk", "Luk");

        assertThat(loss.toString()).doesNotContain("uk");
        assertThat(new Written(List.of(loss)).toString()).doesNotContain("uk");
    }
}
