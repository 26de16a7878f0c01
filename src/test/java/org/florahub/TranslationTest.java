package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Sample;
import org.florahub.adapter.Sample.Kind;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Field;
import org.florahub.event.PersonRef;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From every authority's format into every other's, and never from one law into the other.
class TranslationTest {

    private static final Map<Field, String> ENVELOPE = Map.of(
            Field.MESSAGE_ID, "7b551597-5e1b-4d8d-adef-96cd0d00c065",
            Field.MESSAGE_SENT_AT, "2026-11-20T08:00:00Z",
            Field.TARGET, "ane:990010",
            Field.TARGET_NAME, "Aufnahmeeinrichtung Musterland");

    /// A delivery that can never be written would wait for ever.
    @TestFactory
    Stream<DynamicTest> whatAReceiverIsToldCanBeWrittenForIt() {
        return Catalogue.ADAPTERS.all().stream()
                .filter(adapter -> !adapter.out().isEmpty())
                .map(adapter -> dynamicTest(adapter.name(), () -> {
                    Transform transform = adapter.out().getFirst().transform();
                    var stuck = new ArrayList<String>();
                    Catalogue.all(Kind.IN)
                            .forEach(sample -> told(sample, adapter)
                                    .filter(statement -> Arrays.stream(Regime.values())
                                            .noneMatch(law -> refusals(transform, statement, law)
                                                    .isEmpty()))
                                    .forEach(statement -> stuck.add("%s: %s %s"
                                            .formatted(sample.name(), statement.kind(), statement.get(Field.STATUS)))));
                    assertThat(stuck).isEmpty();
                }));
    }

    private static Stream<Statement> told(Sample sample, Adapter receiver) {
        return sample.expectedStatements().stream()
                .map(Statement::unflatten)
                .filter(statement -> receiver.receives().accepts(statement.require(Field.STATUS)))
                .map(statement -> statement.only(field -> !receiver.hides().contains(field)));
    }

    @ParameterizedTest
    @CsvSource({
        "OLD, rejected, 110202",
        "GEAS, rejected, 170202",
        "OLD, discontinued, 110202",
        "GEAS, inadmissible-geas-6, 170202",
    })
    void writesADecisionInTheMessageOfItsLaw(Regime law, String outcome, String number) throws IOException {
        var out = new ByteArrayOutputStream();

        xml().write(List.of(decision(outcome)), given(law, decision(outcome)), out);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("<code>" + number + "</code>");
    }

    @ParameterizedTest
    @CsvSource({
        "GEAS, discontinued",
        "GEAS, inadmissible-old-1",
        "OLD, inadmissible-geas-6",
        "OLD, withdrawn-explicitly",
        "UNKNOWN, rejected"
    })
    void refusesADecisionOfAnotherLaw(Regime law, String outcome) {
        assertThat(refusals(xml(), decision(outcome), law)).isNotEmpty();
    }

    /// The trap that the code lists set: 12 is "discontinued" in the old one and "inadmissible No. 6" in the new
    /// one.
    @Test
    void writesTheSameCodeForDifferentOutcomesWithDifferentLists() throws IOException {
        var old = new ByteArrayOutputStream();
        var geas = new ByteArrayOutputStream();

        xml().write(List.of(decision("discontinued")), given(Regime.OLD, decision("discontinued")), old);
        xml().write(
                        List.of(decision("inadmissible-geas-6")),
                        given(Regime.GEAS, decision("inadmissible-geas-6")),
                        geas);

        assertThat(old.toString(StandardCharsets.UTF_8))
                .contains("codelist:entscheidungssachverhalt\" listVersionID=\"1\"><code>12</code>");
        assertThat(geas.toString(StandardCharsets.UTF_8))
                .contains("codelist:entscheidungssachverhalt-geas\" listVersionID=\"1\"><code>12</code>");
    }

    private static Transform xml() {
        return Objects.requireNonNull(Catalogue.ADAPTERS.transforms().get("xauslaender"));
    }

    private static Statement decision(String outcome) {
        return Statement.builder()
                .set(Field.STATUS, "decision-issued")
                .set(Field.KIND, "report")
                .set(Field.SOURCE, "dbs:000001")
                .set(Field.OCCURRED_DATE, "2026-11-19")
                .set(Field.CASE_BAMF_FILE_NUMBER, "9900009-42")
                .set(Field.PERSON_AZR_NUMBER, "910005000041")
                .set(Field.OUTCOME, outcome)
                .set(Field.DECIDED_ON, "2026-11-19")
                .build();
    }

    private static List<Problem> refusals(Transform transform, Statement statement, Regime law) {
        return transform.refusals(statement, given(law, statement));
    }

    private static Given given(Regime law, Statement statement) {
        return new Given(ENVELOPE)
                .of(new StatusEvent(
                        new EventId(UUID.fromString("019a0000-0000-7000-8000-000000000001")),
                        new CaseRef(new UUID(1, 1)),
                        new PersonRef(new UUID(1, 2)),
                        statement.only(field -> !field.personal()),
                        null,
                        law,
                        Authority.parse("dbs:000001"),
                        null,
                        "sample@00000000",
                        "sample@00000000",
                        Instant.EPOCH));
    }
}
