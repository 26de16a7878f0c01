package org.florahub.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatementTest {

    private static final CodedValue REJECTED = new CodedValue("urn:example:codelist:outcome", "1", "05");

    private final Statement statement = Statement.builder()
            .set(Field.STATUS, "decision-issued")
            .set(Field.OUTCOME, "rejected")
            .coded(Field.OUTCOME, REJECTED)
            .set(Field.PERSON_FAMILY_NAME, "Mustermann")
            .build();

    @Test
    void flattensAndUnflattensWithItsCodes() {
        Statement again = Statement.unflatten(statement.flatten());

        assertThat(again).isEqualTo(statement);
        assertThat(again.code(Field.OUTCOME)).isEqualTo(REJECTED);
    }

    @Test
    void refusesAPathThatIsNoField() {
        assertThatThrownBy(() -> Statement.unflatten(Map.of("person.shoeSize", "44")))
                .hasMessageContaining("person.shoeSize");
    }

    @Test
    void leavesPersonalFieldsOutWithTheirCodes() {
        Statement pseudonymous = statement.only(field -> !field.personal());

        assertThat(pseudonymous.has(Field.PERSON_FAMILY_NAME)).isFalse();
        assertThat(pseudonymous.code(Field.OUTCOME)).isEqualTo(REJECTED);
        assertThat(statement.only(field -> field != Field.OUTCOME).flatten()).doesNotContainKey("outcome.code");
    }

    @Test
    void takesTheOthersValueWithTheOthersCode() {
        Statement uncoded = Statement.builder().set(Field.OUTCOME, "refugee").build();

        Statement merged = statement.with(uncoded);

        assertThat(merged.get(Field.OUTCOME)).isEqualTo("refugee");
        assertThat(merged.code(Field.OUTCOME)).isNull();
        assertThat(merged.get(Field.STATUS)).isEqualTo("decision-issued");
    }

    @Test
    void isNotChangedByItsBuilder() {
        var builder = statement.toBuilder();
        Statement before = builder.build();
        builder.set(Field.STATUS, "decision-served").clear(Field.OUTCOME);

        assertThat(before).isEqualTo(statement);
        assertThat(builder.build().code(Field.OUTCOME)).isNull();
    }

    @Test
    void printsNoValue() {
        assertThat(statement.toString()).contains("person.familyName").doesNotContain("Mustermann", "rejected");
    }

    @Test
    void reportsUnlessItSaysOtherwise() {
        assertThat(statement.kind()).isEqualTo(Kind.REPORT);
        assertThat(statement.toBuilder().set(Field.KIND, "retract").build().kind())
                .isEqualTo(Kind.RETRACT);
    }

    @Test
    void anEventCommitsToWhatTheHubAddsAndToThePersonalFields() {
        var event = new StatusEvent(
                new EventId(UUID.fromString("0193a5b0-7c1e-7000-8000-000000000001")),
                new CaseRef(new UUID(1, 2)),
                new PersonRef(new UUID(3, 4)),
                statement.only(field -> !field.personal()),
                null,
                Regime.GEAS,
                Authority.parse("dbs:000001"),
                null,
                "bamf@1",
                "xml@1",
                Instant.parse("2026-11-23T10:00:00Z"));

        assertThat(event.flatten(statement.only(Field::personal)))
                .containsEntry("person.familyName", "Mustermann")
                .containsEntry("regime", "geas")
                .containsEntry("source", "dbs:000001")
                .containsEntry("outcome.code", "05")
                .doesNotContainKeys("land", "refers");
    }
}
