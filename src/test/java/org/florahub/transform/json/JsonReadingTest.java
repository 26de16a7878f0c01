package org.florahub.transform.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JsonReadingTest {

    private static final Transform MESSAGES = Kit.load(Kit.FOLDER.resolve("messages-json"));
    private static final Transform ROWS = Kit.load(Kit.FOLDER.resolve("rows-json"));

    private static final String REPORTS = """
            {
              "type": "reports",
              "version": 1,
              "head": { "id": "R-1", "test": false, "from": ["dbs:000001"], "extra": {"a": [1, 2]} },
              "reports": [
                { "person": { "azr": 910005000041, "name": "Mu\\u0308ster \\"x\\"" }, "kind": "K", "old": [{}],
                  "status": { "listURI": "urn:example:kit:status", "code": "ANK" }, "on": "23.11.2026", "at": "14:05" },
                { "person": { "azr": 10005000042, "name": null }, "kind": "N", "case": { "file": "9900004-31" },
                  "status": { "listURI": "urn:example:kit:status", "code": "ANH" }, "on": "29.02.2028", "at": "" }
              ],
              "mark": "Z 1"
            }
            """;

    private static final String SUMMONS = """
            { "appointment": { "at": "09:30", "on": "2026-12-08" }, "on": "2026-11-23", "azr": "910005000041",
              "head": { "from": ["ane:990001"], "id": "S-1", "language": "de", "product": 7 }, "version": 1,
              "type": "summons" }""";

    private static Collected read(String document) {
        return Collected.read(MESSAGES, document.getBytes(UTF_8), Given.NOTHING);
    }

    private static Collected rows(String document) {
        return Collected.read(ROWS, document.getBytes(UTF_8), new Given(Map.of(Field.SOURCE, "ane:990001")));
    }

    @Test
    void readsAListWithWhatItsElementsShareBeforeAndAfterIt() {
        Collected read = read(REPORTS);

        assertThat(read.problems()).isEmpty();
        assertThat(read.lines()).containsExactly(6, 8);
        Statement first = read.statements().getFirst();
        assertThat(first.get(Field.MESSAGE_ID)).isEqualTo("R-1");
        assertThat(first.get(Field.MESSAGE_TEST)).isEqualTo("false");
        assertThat(first.get(Field.SOURCE)).isEqualTo("dbs:000001");
        assertThat(first.get(Field.PERSON_FAMILY_NAME)).isEqualTo("Müster \"x\"");
        assertThat(first.get(Field.KIND)).isEqualTo("correct");
        assertThat(first.code(Field.STATUS)).isEqualTo(new CodedValue("urn:example:kit:status", "1", "ANK"));
        assertThat(first.get(Field.MESSAGE_MARK)).isEqualTo("Z 1");
        assertThat(read.reading().messageType()).isEqualTo("reports");
        assertThat(read.reading().messageId()).isEqualTo("R-1");
    }

    @Test
    void takesNullAndEmptyTextForNothing() {
        Statement second = read(REPORTS).statements().get(1);

        assertThat(second.has(Field.PERSON_FAMILY_NAME)).isFalse();
        assertThat(second.has(Field.OCCURRED_TIME)).isFalse();
    }

    @Test
    void givesAnAzrNumberTheZerosBackThatANumberDoesNotHave() {
        assertThat(read(REPORTS).statements().get(1).get(Field.PERSON_AZR_NUMBER))
                .isEqualTo("010005000042");
    }

    @Test
    void countsWhatNoTemplateNames() {
        assertThat(read(REPORTS).reading().unmapped()).containsExactly(Map.entry("/head/extra", 1L));
    }

    @Test
    void choosesByAConstantWhereverItStands() {
        Collected read = read(SUMMONS);

        assertThat(read.problems()).isEmpty();
        assertThat(read.reading().messageType()).isEqualTo("summons");
        assertThat(read.statements().getFirst().get(Field.APPOINTMENT_TIME)).isEqualTo("09:30");
    }

    @Test
    void readsAListThatIsTheWholeDocument() {
        Collected read = rows("""
                [ {"azr": "910005000041", "status": "ANK", "on": "2026-11-23"},
                  {"azr": "910005000042", "status": "ANH", "on": "2026-11-23"} ]""");

        assertThat(read.problems()).isEmpty();
        assertThat(read.lines()).containsExactly(1, 2);
        assertThat(read.statements().get(1).get(Field.STATUS)).isEqualTo("hearing-held");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "type": "reports"          | "type": "others"                 | V000 2 null
            "type": "reports",         |                                  | V000 12 null
            "version": 1               | "version": 2                     | V000 3 /version
            "version": 1               | "version": "1"                   | X001 3 /version
            "version": 1,              |                                  | S020 12 /version
            "id": "R-1"                | "id": ""                         | S030 4 /head/id
            "id": "R-1"                | "id": null                       | S020 4 /head/id
            "id": "R-1"                | "id": 17                         | X001 4 /head/id
            "id": "R-1"                | "id": {"a": 1}                   | X001 4 /head/id
            "id": "R-1"                | "id": "a\\u0007"                 | X001 4 /head/id
            "id": "R-1"                | "id": "a\\ud800"                 | X001 4 /head/id
            "id": "R-1"                | "id": "R-1", "id": "R-2"         | X001 4 /head
            "extra": {"a"              | "extra": {"a": 1, "a"            | X001 4 /head
            ["dbs:000001"]             | []                               | S020 4 /head/from
            ["dbs:000001"]             | ["dbs:000001", "dbs:000002"]     | X001 4 /head/from
            ["dbs:000001"]             | "dbs:000001"                     | X001 4 /head/from
            "test": false              | "test": "false"                  | X001 4 /head/test
            910005000041               | 9.10005000041E11                 | X001 6 /reports/person/azr
            910005000041               | -910005000041                    | X001 6 /reports/person/azr
            910005000041               | 911305000041                     | X001 6 /reports/person/azr
            910005000041               | "910005000041"                   | X001 6 /reports/person/azr
            910005000041               | 0910005000041                    | X000 6 /reports/person
            "code": "ANK"              | "code": "XYZ"                    | S010 7 /reports/status/code
            "listURI": "urn:example:kit:status", "code": "ANK" | "listURI": "urn:x", "code": "ANK" | S011 7 /reports/status/listURI
            "listURI": "urn:example:kit:status", "code": "ANK" | "code": "ANK" | S011 7 /reports/status/listURI
            23.11.2026                 | 30.02.2026                       | X001 7 /reports/on
            { "file": "9900004-31" }   | { }                              | S020 8 /reports/case/file
            "mark": "Z 1"              | "mark": "Z 1",                   | X000 12 /
            "mark": "Z 1"              | "mark": 'Z 1'                    | X000 11 /
            "mark": "Z 1"              | "mark": "Z 1" // remark          | X000 11 /
            """)
    void refusesWhatDoesNotFit(String from, String to, String place) {
        String document = REPORTS.replace(from, to == null ? "" : to);
        assertThat(document).isNotEqualTo(REPORTS);
        Collected read = read(document);

        assertThat(read.places()).contains(place);
        assertThat(read.statements()).isEmpty();
        assertThat(read.reading().counts()).isFalse();
    }

    @Test
    void namesTheListAndAllItsElementsWhenOneIsBad() {
        Collected read = read(REPORTS.replace("\"ANH\"", "\"XXX\"").replace("\"ANK\"", "\"YYY\""));

        assertThat(read.places()).containsExactly("S010 7 /reports/status/code", "S010 9 /reports/status/code");
        assertThat(read.reading().rejected()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"type\"", "{\"type\": \"sum", "{\"type\": \"summons\", \"azr\":"})
    void saysThatADocumentEndsEarly(String document) {
        Collected read = read(document);

        assertThat(read.reading().endedEarly()).isTrue();
        assertThat(read.places()).allMatch(place -> place.startsWith("X000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "\"text\"", "[]", "[{}]"})
    void refusesAnotherKindOfDocument(String document) {
        assertThat(read(document).problems()).isNotEmpty();
        assertThat(rows(document).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "x", "]", "\u0000"})
    void refusesMoreThanOneDocument(String more) {
        assertThat(read(SUMMONS + more).places()).singleElement().asString().startsWith("X000 3");
    }

    @Test
    void saysWhereBytesAreNoUtf8() {
        String document = REPORTS.replace("ster", "stér");
        assertThat(Collected.read(MESSAGES, document.getBytes(StandardCharsets.ISO_8859_1), Given.NOTHING)
                        .places())
                .containsExactly("S001 6 /reports/person/name");
        assertThat(rows("[{\"azr\": \"910005000041\",\n\"status\": \"\u00e4\"}]")
                        .places())
                .containsExactly("S010 2 /status", "S020 2 /on");
        byte[] latin = "[{\"azr\": \"910005000041\",\n\"status\": \"\u00e4\"}]".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Collected.read(ROWS, latin, Given.NOTHING).places()).containsExactly("S001 2 /status");
    }

    @Test
    void passesOverAByteOrderMarkAndRefusesOtherEncodings() {
        assertThat(read("\uFEFF" + SUMMONS).problems()).isEmpty();
        assertThat(Collected.read(MESSAGES, SUMMONS.getBytes(UTF_16LE), Given.NOTHING)
                        .places())
                .containsExactly("S001 1 null");
        assertThat(Collected.read(MESSAGES, ("\uFEFF" + SUMMONS).getBytes(UTF_16LE), Given.NOTHING)
                        .places())
                .containsExactly("S001 1 null");
        assertThat(read(SUMMONS.replace("S-1", "S\uFEFF1")).problems()).isEmpty();
    }

    @Test
    void takesAListBeforeWhatItsElementsShare() {
        String list = REPORTS.substring(REPORTS.indexOf("  \"reports\": ["), REPORTS.indexOf("  \"mark\""));
        String document = REPORTS.replace(list, "").replace("{\n  \"type\"", "{" + list + "\"type\"");
        Collected read = read(document);

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements())
                .extracting(one -> one.get(Field.MESSAGE_ID))
                .containsExactly("R-1", "R-1");
    }

    @Test
    void refusesALongListBeforeItsHead() {
        String row = "{\"azr\": \"910005000041\", \"status\": \"ANK\", \"on\": \"2026-11-23\"}";
        String rows = IntStream.range(0, 50_100).mapToObj(_ -> row).collect(Collectors.joining(",", "[", "]"));

        assertThat(rows(rows).statements()).hasSize(50_100);
        String element = REPORTS.lines().skip(5).limit(2).collect(Collectors.joining());
        String many = element.repeat(51_000);
        Collected read = read(REPORTS.replace("\"reports\": [", "\"reports\": [" + many));
        assertThat(read.places()).first().isEqualTo("S999 5 /reports");
    }

    @Test
    void refusesATypeThatShowsTooLate() {
        String late = "{ \"remark\": [" + "1,".repeat(40_000) + "1]," + SUMMONS.substring(1);

        assertThat(read(late).places()).containsExactly("V000 1 null");
    }

    @Test
    void isStrictInBoundedTime() {
        List<String> documents = List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"type\": \"summons\", \"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"type\": \"summons\", \"azr\": \"" + "9".repeat(10_000_000) + "\"}",
                "{\"type\": \"summons\", \"azr\": " + "9".repeat(10_000_000) + "}",
                "{\"type\": \"summons\", \"" + "x".repeat(10_000_000) + "\": 1}",
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "\"k" + i + "\":1")
                        .collect(Collectors.joining(",", "{\"type\": \"summons\",", "}")));
        for (String document : documents) {
            Collected read = read(document);
            assertThat(read.places()).singleElement().asString().matches("(X000|V000) \\d+ .*");
            assertThat(read.problems().toString()).doesNotContain("999", "xxx");
        }
    }

    @Test
    void countsNamesOnlyUpToALimit() {
        String names =
                IntStream.range(0, 900).mapToObj(i -> "\"k" + i + "\": 1,").collect(Collectors.joining());
        Collected read = read("{" + names + SUMMONS.substring(1));

        assertThat(read.problems()).isEmpty();
        assertThat(read.reading().unmapped()).hasSize(900);
    }
}
