package org.florahub.transform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.CodedValue;
import org.florahub.event.EventId;
import org.florahub.event.Field;
import org.florahub.event.Land;
import org.florahub.event.PersonRef;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsTest {

    private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");
    private static final UUID CASE = UUID.fromString("11111111-0000-4000-8000-000000000001");
    private static final UUID PERSON = UUID.fromString("22222222-0000-4000-8000-000000000001");

    private static final Statement STATEMENT = Statement.builder()
            .set(Field.STATUS, "decision-issued")
            .set(Field.KIND, "report")
            .set(Field.SOURCE, "dbs:000001")
            .set(Field.MESSAGE_ID, "d-1")
            .set(Field.OCCURRED_DATE, "2026-09-30")
            .set(Field.CASE_BAMF_FILE_NUMBER, "9900004-31")
            .set(Field.PERSON_AZR_NUMBER, "910005000041")
            .set(Field.OUTCOME, "manifestly-unfounded")
            .coded(Field.OUTCOME, new CodedValue("urn:example:kit:outcome", "2", "06"))
            .set(Field.DECIDED_ON, "2026-09-30")
            .build();

    private static Given recorded(Statement statement) {
        return Given.NOTHING.of(new StatusEvent(
                new EventId(ID),
                new CaseRef(CASE),
                new PersonRef(PERSON),
                statement,
                null,
                Regime.GEAS,
                new Authority("dbs", "000001"),
                new Land("14"),
                "kit@1",
                "kit@1",
                java.time.Instant.parse("2026-10-01T10:00:00.123Z")));
    }

    private static String written(Statement statement) {
        return Kit.written(Kit.EVENTS, List.of(statement), recorded(statement));
    }

    private static CloudEvent readByTheSdk(String json) {
        return Objects.requireNonNull(EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE))
                .deserialize(json.getBytes(UTF_8));
    }

    private static Collected read(String json) {
        return Collected.read(Kit.EVENTS, json.getBytes(UTF_8), Given.NOTHING);
    }

    @Test
    void isACloudEventToItsSdk() {
        CloudEvent event = readByTheSdk(written(STATEMENT));

        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getId()).isEqualTo(ID.toString());
        assertThat(event.getType()).isEqualTo("org.florahub.status.decision-issued");
        assertThat(event.getSource()).hasToString("urn:florahub:authority:dbs:000001");
        assertThat(event.getSubject()).isEqualTo(CASE.toString());
        assertThat(event.getTime()).isNull();
        assertThat(event.getExtension("occurreddate")).isEqualTo("2026-09-30");
        assertThat(event.getExtension("personref")).isEqualTo(PERSON.toString());
        assertThat(event.getExtension("regime")).isEqualTo("geas");
        assertThat(event.getExtension("land")).isEqualTo("14");
        assertThat(event.getExtension("kind")).isEqualTo("report");
        assertThat(event.getExtension("recordedat")).isEqualTo("2026-10-01T10:00:00.123Z");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
    }

    @Test
    void refusesAValueThatTheCatalogueDoesNotHave() {
        String event = written(STATEMENT).replace("manifestly-unfounded", "unfounded-by-far");

        assertThat(read(event).places()).containsExactly("S010 1 data/outcome");
    }

    @Test
    void statesATimeOnlyWhereItIsPrecise() {
        Statement precise = STATEMENT.toBuilder()
                .set(Field.OCCURRED_TIME, "14:05")
                .set(Field.OCCURRED_ZONE, "+02:00")
                .build();
        CloudEvent event = readByTheSdk(written(precise));

        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-09-30T14:05:00+02:00"));
        assertThat(event.getExtension("occurreddate")).isNull();
    }

    @Test
    void statesACodedDetailWithItsList() {
        assertThat(written(STATEMENT)).contains("""
                "outcome":{"value":"manifestly-unfounded","code":"06","list":"urn:example:kit:outcome","version":"2"}""");
        Statement read = read(written(STATEMENT)).statements().getFirst();
        assertThat(read).isEqualTo(STATEMENT);
        assertThat(read.code(Field.OUTCOME)).isEqualTo(new CodedValue("urn:example:kit:outcome", "2", "06"));
    }

    @Test
    void writesTheSameBytesForTheSameEvent() {
        assertThat(written(STATEMENT)).isEqualTo(written(STATEMENT.toBuilder().build()));
    }

    @Test
    void refusesToWriteWithoutTheRecordedEvent() {
        assertThat(Kit.EVENTS.refusals(STATEMENT, Given.NOTHING))
                .extracting(problem -> problem.code())
                .containsExactly("event-missing");
        assertThat(Kit.EVENTS.groups()).isFalse();
    }

    @Test
    void readsTheEventOfASenderWhoStatesTimeAndIdInTheAttributes() {
        Collected read = read("""
                {"specversion":"1.0","id":"a-17","source":"urn:florahub:authority:azr:999001",
                 "type":"org.florahub.status.departed","time":"2026-10-02T08:00:00.5+02:00","traceparent":"x",
                 "data":{"person.azrNumber":"910005000041","unknown":{"a":[1,2]}}}
                """);

        assertThat(read.problems()).isEmpty();
        Statement statement = read.statements().getFirst();
        assertThat(statement.get(Field.MESSAGE_ID)).isEqualTo("a-17");
        assertThat(statement.get(Field.OCCURRED_TIME)).isEqualTo("08:00:00.500");
        assertThat(statement.get(Field.SOURCE)).isEqualTo("azr:999001");
        assertThat(read.reading().messageId()).isEqualTo("a-17");
        assertThat(read.reading().unmapped()).containsOnlyKeys("data/unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "1.0"                | "0.3"              | V000 specversion
            org.florahub.status  | com.example        | X001 type
            "type"               | "typ"              | S020 type
            "id"                 | "ident"            | S020 id
            "kind":"report"      | "kind":"Report"    | X001 kind
            "decidedOn"          | "servedOn":"2026-09-30","decidedOn" | X001 data/servedOn
            decision-issued      | decision-made      | S010 type
            urn:florahub:        | urn:other:         | X001 source
            910005000041         | 9100               | X001 data/person.azrNumber
            "2026-09-30"         | 20260930           | X001 data/occurred.date
            "decidedOn"          | "decided"          | S020 data/decidedOn
            "list":              | "liste":           | S011 data/outcome/list
            "value":             | "wert":            | S020 data/outcome/value
            "data":              | "data":[],"date":  | X001 data
            "specversion"        | "id":"x","specversion" | X000 null
            {"specversion"       | ["specversion"     | X000 null
            {"specversion"       | [{"specversion"    | X000 null
            }}                   | }                  | X000 null
            }}                   | }}{}               | X000 null
            }}                   | }} junk            | X000 null
            """)
    void refusesWhatDoesNotFit(String from, String to, String place) {
        String document = written(STATEMENT).replace(from, to);
        assertThat(document).isNotEqualTo(written(STATEMENT));
        Collected read = read(document);

        assertThat(read.problems())
                .extracting(problem -> problem.code() + " " + problem.field())
                .contains(place);
        assertThat(read.statements()).isEmpty();
    }

    @Test
    void recognisesADocumentThatEndsEarly() {
        String document = written(STATEMENT).strip();
        for (int length = 1; length < document.length(); length++) {
            Collected read = read(document.substring(0, length));
            assertThat(read.statements()).isEmpty();
            assertThat(read.problems()).isNotEmpty();
        }
        assertThat(read(document.substring(0, 100)).reading().endedEarly()).isTrue();
        assertThat(read("").reading().endedEarly()).isTrue();
    }

    @Test
    void boundsDepthAndLength() {
        assertThat(read("{\"a\":".repeat(10_000)).places())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("X000");
        assertThat(read(written(STATEMENT).replace("d-1", "x".repeat(10_000_000)))
                        .places())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("X000");
    }

    @Test
    void demandsWhatEveryEventSays() {
        String event = """
                {"specversion":"1.0","id":"1","source":"urn:florahub:authority:azr:999001",
                 "type":"org.florahub.status.departed"%s}""";

        assertThat(read(event.formatted("")).places())
                .containsExactly("S020 1 data/occurred.date", "S020 1 data/person.azrNumber");
        assertThat(read(event.formatted(",\"time\":\"yesterday\"")).places()).containsExactly("X001 2 time");
        assertThat(read(event.formatted(",\"occurreddate\":\"yesterday\"")).places())
                .containsExactly("X001 2 occurreddate");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] document =
                written(STATEMENT).replace("d-1", "\u00E9").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(Collected.read(Kit.EVENTS, document, Given.NOTHING).places()).containsExactly("S001 1 null");
    }
}
