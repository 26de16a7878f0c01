package org.florahub.transform.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class XmlReadingTest {

    @Test
    void readsAListWithSharedFieldsBeforeAndAfterIt() {
        Collected read = Kit.decision(Kit.DECISION);

        assertThat(read.problems()).isEmpty();
        assertThat(read.lines()).containsExactly(12, 19);
        Statement first = read.statements().getFirst();
        assertThat(first.get(Field.MESSAGE_SENT_AT)).isEqualTo("2026-10-01T10:00:00Z");
        assertThat(first.get(Field.TARGET)).isEqualTo("ane:140010");
        assertThat(first.get(Field.SOURCE)).isEqualTo("dbs:000001");
        assertThat(first.get(Field.PERSON_FAMILY_NAME)).isEqualTo("Muster & Söhne");
        assertThat(first.get(Field.PERSON_BIRTH_DATE)).isEqualTo("1990-12-31");
        assertThat(first.get(Field.PERSON_ARRIVAL_NUMBER)).isEqualTo("K 3000457");
        assertThat(first.get(Field.DECIDED_ON)).isEqualTo("2026-09-30");
        assertThat(first.get(Field.KIND)).isEqualTo("report");
        assertThat(first.get(Field.STATUS)).isEqualTo("decision-issued");
        Statement second = read.statements().get(1);
        assertThat(second.get(Field.OUTCOME)).isEqualTo("rejected");
        assertThat(second.has(Field.PERSON_FAMILY_NAME)).isFalse();
        assertThat(second.get(Field.DECIDED_ON)).isEqualTo("2026-09-30");
    }

    @Test
    void inventsNoMidnightForADateWithoutATime() {
        Statement statement = Kit.decision(Kit.DECISION).statements().getFirst();

        assertThat(statement.get(Field.OCCURRED_DATE)).isEqualTo("2026-09-30");
        assertThat(statement.has(Field.OCCURRED_TIME)).isFalse();
        assertThat(statement.has(Field.OCCURRED_ZONE)).isFalse();
    }

    @Test
    void keepsListVersionAndCodeOfACodedValue() {
        Statement statement = Kit.decision(Kit.DECISION).statements().getFirst();

        assertThat(statement.code(Field.OUTCOME)).isEqualTo(new CodedValue("urn:example:kit:outcome", "2", "06"));
        assertThat(statement.get(Field.PERSON_NATIONALITY)).isEqualTo("unclear");
        assertThat(statement.code(Field.PERSON_NATIONALITY))
                .isEqualTo(new CodedValue("urn:example:kit:state", "1", "000"));
    }

    @Test
    void tellsTypeIdAndTimeOfTheMessage() {
        Reading reading = Kit.decision(Kit.DECISION).reading();

        assertThat(reading.messageType()).isEqualTo("decision");
        assertThat(reading.messageId()).isEqualTo("c7a3");
        assertThat(reading.sentAt()).isEqualTo(Instant.parse("2026-10-01T10:00:00Z"));
    }

    @Test
    void choosesAmongTemplatesOfOneRootByTheirConstants() {
        String summons = """
                <k:message xmlns:k="urn:example:kit:3" version="3"><head><id>1</id><created>2026-10-01T10:00:00Z</created>
                <from>000001</from></head><k:type><code> 30 </code></k:type><k:case number="9900004-31">any <b/> thing</k:case>
                <k:number kind="AKN">K 3000457</k:number><k:appointment date="20261101" time="0930"/>
                <k:when>2026-10-01T09:00:00.500+02:00</k:when></k:message>""";
        Collected read = Kit.decision(summons);

        assertThat(read.problems()).isEmpty();
        assertThat(read.reading().messageType()).isEqualTo("summons");
        Statement statement = read.statements().getFirst();
        assertThat(statement.get(Field.APPOINTMENT_TIME)).isEqualTo("09:30");
        assertThat(statement.get(Field.OCCURRED_TIME)).isEqualTo("09:00:00.500");
        assertThat(statement.get(Field.OCCURRED_ZONE)).isEqualTo("+02:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version="3"                          | version="4"                  | V000 1 /message/@version
            urn:example:kit:3                    | urn:example:kit:2            | V000 2 /
            k:message                            | k:nothing                    | V000 2 /
            <code>20</code>                      | <code>21</code>              | V000 2 /message
            <id>c7a3</id>                        | <id> </id>                   | S030 4 /message/head/id
            <k:decided>2026-09-30</k:decided>    |                              | S020 27 /message/decided
            listURI="urn:example:kit:outcome" listVersionID="2"><code>06 | listVersionID="2"><code>06 | S011 17 /message/persons/person/outcome/@listURI
            listVersionID="2"><code>06           | listVersionID="1"><code>06   | S011 17 /message/persons/person/outcome/@listVersionID
            <code>06</code>                      | <code>07</code>              | S010 17 /message/persons/person/outcome/code
            <code>06</code>                      | <code>99</code>              | S010 17 /message/persons/person/outcome/code
            910005000041                         | 911305000041                 | X001 14 /message/persons/person/number
            31.12.1990                           | 31.11.1990                   | X001 16 /message/persons/person/birth/date
            <k:date>31.12.1990</k:date>          |                              | S020 16 /message/persons/person/birth/date
            dvdv:ane:140010                      | ane:140010                   | X001 6 /message/head/to
            2026-10-01T12:00:00+02:00            | 2026-10-01T12:00:00          | X001 5 /message/head/created
            <k:case number="9900004-31"/>        | <k:case number=""/>          | S030 10 /message/case/@number
            <id>c7a3</id>                        | <id>c<b/>7a3</id>            | X001 4 /message/head/id
            <id>c7a3</id>                        | <id>a</id><id>b</id>         | X001 4 /message/head/id
            910005000042                         |                              | S030 20 /message/persons/person/number
            number="9900004-31"                  |                              | S020 10 /message/case/@number
            <k:type><code>20</code></k:type>     |                              | V000 1 /message
            """)
    void refusesWhatDoesNotFit(String from, String to, String place) {
        String document = Kit.DECISION.replace(from, to == null ? "" : to);
        assertThat(document).isNotEqualTo(Kit.DECISION);
        Collected read = Kit.decision(document);

        assertThat(read.places())
                .anySatisfy(found -> assertThat(withoutLineOfRoot(found)).isEqualTo(withoutLineOfRoot(place)));
        assertThat(read.statements()).isEmpty();
        assertThat(read.reading().counts()).isFalse();
    }

    /// The root's problems stand in the line of its start tag.
    private static String withoutLineOfRoot(String place) {
        return place.startsWith("V000") ? place.replaceFirst(" \\d+ ", " ") : place;
    }

    @Test
    void refusesTheWholeMessageForOneBadPerson() {
        Collected read = Kit.decision(Kit.DECISION.replace("<code>05</code>", "<code>98</code>"));

        assertThat(read.statements()).isEmpty();
        assertThat(read.reading().rejected()).isEqualTo(1);
        assertThat(read.reading().statements()).isZero();
    }

    @Test
    void namesAMistakeOutsideThePersonsOnce() {
        assertThat(Kit.decision(Kit.DECISION.replace("<k:decided>2026-09-30</k:decided>", ""))
                        .places())
                .containsExactly("S020 27 /message/decided");
    }

    @Test
    void judgesCodesAtTheTimeOfTheMessage() {
        assertThat(Kit.decision(Kit.DECISION.replace("2026-10-01T12", "2026-06-11T12"))
                        .places())
                .contains("S010 12 /message/persons/person/outcome/code");
        assertThat(Kit.decision(Kit.DECISION.replace("2026-10-01T12", "2028-01-01T12"))
                        .places())
                .containsExactly("S010 19 /message/persons/person/outcome/code");
    }

    @Test
    void takesARepeatedPartOfAttributesOnly(@TempDir Path folder) throws IOException {
        Transform attributes = transform(folder, """
                <m xmlns:f="urn:florahub:template" f:set="status=departed" day="{occurred | date}">
                <p f:each="events" azr="{person.azrNumber}">{}</p></m>""");
        String document = "<m day='2026-09-30'><p azr='910005000041'>a<b/></p><p azr='910005000042'/></m>";

        assertThat(read(attributes, document).problems()).isEmpty();
        assertThat(read(attributes, document).statements())
                .extracting(statement -> statement.get(Field.PERSON_AZR_NUMBER))
                .containsExactly("910005000041", "910005000042");
    }

    @Test
    void demandsTheTextOfTheTemplate(@TempDir Path folder) throws IOException {
        Transform constant = transform(folder, """
                <m xmlns:f="urn:florahub:template" f:set="status=departed" azr="{person.azrNumber}">
                <unit>day</unit><day>{occurred | date}</day></m>""");

        assertThat(read(constant, "<m azr='910005000041'><unit>week</unit><day>2026-09-30</day></m>")
                        .places())
                .containsExactly("X001 1 /m/unit");
    }

    private static Transform transform(Path folder, String template) throws IOException {
        Files.writeString(folder.resolve("transform.yaml"), "engine: xml\nversion: '1'\nwrites: []\n");
        Files.writeString(folder.resolve("m.xml"), template);
        return Kit.load(folder);
    }

    private static Collected read(Transform transform, String document) {
        return Collected.read(transform, document.getBytes(UTF_8), Given.NOTHING);
    }

    @Test
    void refusesMorePersonsThanItKeepsForTheFieldsAfterThem() {
        String person = "<k:person><k:number kind='AZR'>910005000041</k:number><k:outcome listVersionID='2' "
                + "listURI='urn:example:kit:outcome'><code>05</code></k:outcome></k:person>";
        Collected read = Kit.decision(Kit.DECISION.replace("</k:persons>", person.repeat(50_000) + "</k:persons>"));

        assertThat(read.places()).hasSize(1).first().asString().startsWith("S999");
        assertThat(read.statements()).isEmpty();
    }

    @Test
    void countsWhatNoTemplateNames() {
        Collected read = Kit.decision(Kit.DECISION
                .replace("<k:decided>", "<k:new a='1'><k:x/></k:new><k:decided>")
                .replace("<k:person>", "<k:person id='7'>"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.reading().unmapped())
                .containsOnly(
                        java.util.Map.entry("/message/new", 1L),
                        java.util.Map.entry("/message/persons/person/@id", 2L));
    }

    @Test
    void understandsCommentsCdataAndNil() {
        Collected read = Kit.decision(Kit.DECISION
                .replace("c7a3", "c<!-- x --><![CDATA[7a]]><?pi x?>3")
                .replace(
                        "<k:name>Muster &amp; Söhne</k:name>",
                        "<k:name xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements().getFirst().get(Field.MESSAGE_ID)).isEqualTo("c7a3");
        assertThat(read.statements().getFirst().has(Field.PERSON_FAMILY_NAME)).isFalse();
        assertThat(read.reading().unmapped()).isEmpty();
    }

    @Test
    void refusesADoctype() {
        Collected read = Kit.decision(Kit.DECISION.replace("<k:message", "<!DOCTYPE k:message><k:message"));

        assertThat(read.places()).hasSize(1).first().asString().startsWith("X000");
    }

    @Test
    void refusesAnExternalEntityWithoutFetchingIt(@TempDir Path folder) throws IOException {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "Zzsecretzz");
        String document = Kit.DECISION
                .replace("<k:message", "<!DOCTYPE m [<!ENTITY e SYSTEM \"%s\">]><k:message".formatted(secret.toUri()))
                .replace("c7a3", "&e;");
        Collected read = Kit.decision(document);

        assertThat(read.statements()).isEmpty();
        assertThat(read.problems()).allMatch(problem -> problem.code().equals("X000"));
        assertThat(read.problems().toString()).doesNotContain("Zzsecretzz");
    }

    @Test
    void refusesAnUndeclaredEntity() {
        assertThat(Kit.decision(Kit.DECISION.replace("c7a3", "&e;")).places()).containsExactly("X000 4 null");
        assertThat(Kit.decision(Kit.DECISION.replace("Muster", "&e;")).places())
                .containsExactly("X000 15 /message/persons/person/name");
    }

    @Test
    void refusesWhatIsNotWellFormed() {
        Collected read = Kit.decision(Kit.DECISION.replace("</head>", "</haed>"));

        assertThat(read.places()).containsExactly("X000 8 null");
        assertThat(Kit.decision(Kit.DECISION.replace("</k:persons>", "</k:person>"))
                        .places())
                .containsExactly("X000 23 /message/persons");
        assertThat(read.reading().endedEarly()).isFalse();
    }

    @Test
    void recognisesADocumentThatEndsEarly() {
        for (int length = 1; length < Kit.DECISION.length() - 15; length += 7) {
            Collected read = Kit.decision(Kit.DECISION.substring(0, length));
            assertThat(read.statements()).isEmpty();
            assertThat(read.problems()).as("cut at %d", length).hasSize(1);
            assertThat(read.reading().endedEarly()).as("cut at %d", length).isTrue();
        }
    }

    @Test
    void refusesAnEmptyFile() {
        Collected read = Kit.decision("");

        assertThat(read.places()).containsExactly("X000 1 null");
        assertThat(read.reading().endedEarly()).isTrue();
    }

    @Test
    void refusesWhatFollowsTheRoot() {
        assertThat(Kit.decision(Kit.DECISION + "<more/>").places())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("X000");
        assertThat(Kit.decision(Kit.DECISION + "junk").statements()).isEmpty();
        assertThat(Kit.decision(Kit.DECISION + "<!-- fine -->").problems()).isEmpty();
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        String declared = Kit.DECISION.replace("UTF-8", "ISO-8859-1");
        assertThat(Collected.read(Kit.DECISIONS, declared.getBytes(ISO_8859_1), Given.NOTHING)
                        .places())
                .containsExactly("S001 1 null");
        assertThat(Collected.read(Kit.DECISIONS, Kit.DECISION.getBytes(ISO_8859_1), Given.NOTHING)
                        .places())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("S001");
        byte[] utf16 = Kit.DECISION.replace("UTF-8", "UTF-16").getBytes(UTF_16);
        assertThat(Collected.read(Kit.DECISIONS, utf16, Given.NOTHING).places()).containsExactly("S001 1 null");
        String unknown = Kit.DECISION.replace("UTF-8", "KLINGON");
        assertThat(Kit.decision(unknown).places()).hasSize(1).first().asString().startsWith("S001");
    }

    @Test
    void acceptsAByteOrderMarkOfUtf8() {
        assertThat(Kit.decision("\uFEFF" + Kit.DECISION).problems()).isEmpty();
    }

    @Test
    void refusesAnAttributeOfTenMegabytes() {
        Collected read = Kit.decision(Kit.DECISION.replace("9900004-31", "x".repeat(10_000_000)));

        assertThat(read.places()).hasSize(1).first().asString().startsWith("X000");
    }

    @Test
    void refusesAHundredThousandAttributes() {
        String many = IntStream.range(0, 100_000)
                .mapToObj(i -> " a%d=\"x\"".formatted(i))
                .collect(Collectors.joining());
        Collected read = Kit.decision(Kit.DECISION.replace("<k:decided>", "<k:decided" + many + ">"));

        assertThat(read.places()).hasSize(1).first().asString().startsWith("X000");
    }

    @Test
    void refusesATextOfTenMegabytesWithoutKeepingIt() {
        Collected read = Kit.decision(Kit.DECISION.replace(
                "<k:decided>2026-09-30", "<k:mark>" + "x".repeat(10_000_000) + "</k:mark><k:decided>2026-09-30"));

        assertThat(read.places()).containsExactly("X001 24 /message/mark");
    }

    @Test
    void refusesDeepNesting() {
        Collected read = Kit.decision(Kit.DECISION.replace("<k:decided>", "<a>".repeat(100_000)));

        assertThat(read.places()).hasSize(1).first().asString().startsWith("X000");
    }

    @Test
    void keepsTheFirstHundredProblemsAndCountsAll() {
        String person = "<k:person><k:number kind=\"AZR\">x</k:number></k:person>";
        Collected read = Kit.decision(Kit.DECISION.replace("<k:persons>", "<k:persons>" + person.repeat(5000)));

        assertThat(read.reading().problems()).hasSize(100);
        assertThat(read.reading().problemCount()).isGreaterThanOrEqualTo(10_000);
        assertThat(read.reading().rejected()).isEqualTo(5000);
    }

    @Test
    void boundsTheNamesOfWhatIsNotMapped() {
        var more = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            more.append("<k:n").append(i).append("/>");
        }
        Collected read = Kit.decision(Kit.DECISION.replace("<k:decided>", more + "<k:decided>"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.reading().unmapped()).hasSize(1000);
    }

    @Test
    void doesNotTellTypesApartBeyondTheLookAhead() {
        Collected read = Kit.decision(Kit.DECISION.replace("<id>c7a3", "<!--" + " ".repeat(70_000) + "--><id>c7a3"));

        assertThat(read.places()).containsExactly("V000 1 null");
    }

    @Test
    void passesTheFailureOfTheSourceOn() {
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream(Kit.DECISION.substring(0, 600).getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk gone");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return read();
                    }
                });

        assertThatThrownBy(() -> Kit.DECISIONS.read(failing, "f", Given.NOTHING, new Discarding()))
                .isInstanceOf(IOException.class)
                .hasMessage("disk gone");
    }

    private static final class Discarding implements Sink {

        @Override
        public void statement(Statement statement, int line) {}

        @Override
        public void rejected(RejectedRecord row) {}
    }

    @Test
    void namesSchemaErrorsWithoutQuotingTheValue() {
        Collected read = Kit.decision(Kit.DECISION.replace("<k:action>N", "<k:action>Zzmarkerzz"));

        assertThat(read.problems()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("X001");
            assertThat(problem.line()).isEqualTo(26);
            assertThat(problem.field()).isEqualTo("/message/action");
            assertThat(problem.remedy()).contains("cvc-pattern-valid");
        });
        assertThat(read.problems().toString()).doesNotContain("Zzmarkerzz");
    }

    @Test
    void namesTheElementsThatTheSchemaExpects() {
        assertThat(expectedFirst("<to>", "<zzmarkerzz/><to>")).isEqualTo("one of to, from");
        assertThat(expectedFirst("<to>", "<k:zzmarkerzz/><to>")).isEqualTo("one of to, from");
        assertThat(expectedFirst("<head>", "<zzmarkerzz/><head>")).isEqualTo("one of head");
        assertThat(expectedFirst("<from>000001</from>", "")).isEqualTo("one of from");
    }

    private static String expectedFirst(String from, String to) {
        Collected read = Kit.decision(Kit.DECISION.replace(from, to));
        return read.problems().getFirst().expected();
    }

    @Test
    void skipsTheSchemaInASecondPass() throws IOException {
        byte[] document = Kit.DECISION.replace("<to>", "<strange/><to>").getBytes(UTF_8);

        Reading reading =
                Kit.DECISIONS.read(new ByteArrayInputStream(document), "f", Given.NOTHING, new Discarding(), false);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.unmapped()).containsKey("/message/head/strange");
    }
}
