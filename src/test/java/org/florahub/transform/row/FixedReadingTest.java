package org.florahub.transform.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.Written;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class FixedReadingTest {

    private static final Transform RECORDS = Kit.load(Kit.FOLDER.resolve("records"));
    private static final Given SOURCE = new Given(Map.of(Field.SOURCE_NAME, "Example"));

    private static final String DOCUMENT = lines(
            "V01ane:120010c7a3                                Kit        ",
            "S01910005000041          9900004-31202609301405N            ",
            "S02Müller                        19901231000012             ",
            "S01910005000042                    20260930    K            ",
            "T01910005000043ZUS2026093020260929eilt                      ",
            "E990000003                                                  ");

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static Collected read(String document) {
        return Collected.read(RECORDS, document.getBytes(ISO_8859_1), SOURCE);
    }

    @Test
    void readsRecordsOfSeveralKindsWithSharedValuesBeforeThem() {
        Collected read = read(DOCUMENT);

        assertThat(read.problems()).isEmpty();
        assertThat(read.lines()).containsExactly(2, 4, 5);
        assertThat(read.reading().messageType()).isEqualTo("list");
        assertThat(read.reading().messageId()).isEqualTo("c7a3");
        Statement hearing = read.statements().getFirst();
        assertThat(hearing.get(Field.STATUS)).isEqualTo("hearing-held");
        assertThat(hearing.get(Field.SOURCE)).isEqualTo("ane:120010");
        assertThat(hearing.get(Field.CASE_BAMF_FILE_NUMBER)).isEqualTo("9900004-31");
        assertThat(hearing.get(Field.PERSON_FAMILY_NAME)).isEqualTo("Müller");
        assertThat(hearing.get(Field.OFFICE)).isEqualTo("12");
        Statement bare = read.statements().get(1);
        assertThat(bare.has(Field.PERSON_FAMILY_NAME)).isFalse();
        assertThat(bare.has(Field.OCCURRED_TIME)).isFalse();
        assertThat(read.statements().get(2).get(Field.MESSAGE_MARK)).isEqualTo("eilt");
    }

    @Test
    void writesWhatItReads() throws IOException {
        List<Statement> statements = read(DOCUMENT).statements();
        for (Statement other : statements) {
            assertThat(RECORDS.sameDocument(statements.getFirst(), other, Given.NOTHING))
                    .isTrue();
        }
        var out = new ByteArrayOutputStream();
        Written written = RECORDS.write(statements, Given.NOTHING, out);

        assertThat(out.toString(ISO_8859_1)).isEqualTo(DOCUMENT);
        assertThat(written.losses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            9900004-31202609301405N    | 9900004-31202609311405N    | X001 2 S01 36-43
            9900004-31202609301405N    | 9900004-31202609302405N    | X001 2 S01 44-47
            9900004-31202609301405N    | 9900004-31202609301405X    | S010 2 S01 48-48
            S01910005000041            | S0191000500004             | X001 2 null
            S01910005000041            | S0191000500004X            | X001 2 S01 4-15
            S01910005000041            | `S01            `          | S030 2 S01 4-15
            S02Müller                  | S03Müller                  | X001 3 null
            ZUS20260930                | ANH20260930                | S010 5 T01 16-18
            """)
    void returnsABadRecordAndTakesTheOthers(String from, String to, String place) {
        String document = DOCUMENT.replace(from, to);
        assertThat(document).isNotEqualTo(DOCUMENT);

        Collected read = read(document.replace("E990000003", place.contains(" 3 ") ? "E990000004" : "E990000003"));

        assertThat(read.reading().problems()).isEmpty();
        assertThat(read.rejected()).hasSize(1);
        assertThat(read.places()).contains(place);
    }

    @Test
    void refusesARecordWhoseLastRowIsCutOff() {
        Collected read = read(DOCUMENT.substring(0, DOCUMENT.indexOf("S02") + 20));

        assertThat(read.reading().endedEarly()).isTrue();
        assertThat(read.reading().counts()).isFalse();
        assertThat(read.statements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            E990000003 | E990000004 | X001 6 E99 4-10
            E99        | E98        | X000 0 null
            V01        | V02        | X001 1 null
            ane:120010 | ane120010  | X001 1 V01 4-13
            E990000003 | E990000003                                                  #T01 | X001 7 null
            """)
    void refusesTheWholeDocumentForWhatStandsOnce(String from, String to, String place) {
        String changed = to.replace("ane120010", "ane120010 ").replace("#", "\r\n");
        Collected read = read(DOCUMENT.replace(from, changed));

        assertThat(read.places()).contains(place);
        assertThat(read.reading().counts()).isFalse();
        assertThat(read.statements()).isEmpty();
    }

    @Test
    void givesRecordsBackAsTheyCameWithRemarksBeforeThem() {
        String document = DOCUMENT.replace("202609301405N", "202609311405N").replace("ZUS", "???");
        byte[] bytes = document.getBytes(ISO_8859_1);
        Collected read = read(document);

        String returned = new String(read.returned(RECORDS, bytes, _ -> "Bitte prüfen."), ISO_8859_1);

        assertThat(returned)
                .isEqualTo(lines(
                        "V01ane:120010c7a3                                Kit        ",
                        "## X001 S01 36-43 Bitte prüfen.",
                        "S01910005000041          9900004-31202609311405N            ",
                        "S02Müller                        19901231000012             ",
                        "## S010 T01 16-18 Bitte prüfen.",
                        "T01910005000043???2026093020260929eilt                      ",
                        "E990000002                                                  "));
        Collected again =
                read(returned.replace("202609311405N", "202609301405N").replace("???", "ZUS"));
        assertThat(again.problems()).isEmpty();
        assertThat(again.statements()).hasSize(2);
    }

    @Test
    void countsWhatIsTooLongForItsColumnAndRefusesToCutAnId() throws IOException {
        Statement statement = read(DOCUMENT).statements().getFirst().toBuilder()
                .set(Field.PERSON_FAMILY_NAME, "Muster ".repeat(6).strip())
                .build();
        var out = new ByteArrayOutputStream();

        assertThat(RECORDS.write(List.of(statement), Given.NOTHING, out).losses())
                .contains(new Loss(
                        0,
                        Field.PERSON_FAMILY_NAME,
                        Loss.Kind.SHORTENED,
                        "S02 4-33",
                        "Muster ".repeat(6).strip(),
                        "Muster Muster Muster Muster Mu"));
        Statement longId =
                statement.toBuilder().set(Field.MESSAGE_ID, "x".repeat(37)).build();
        assertThat(RECORDS.refusals(longId, Given.NOTHING))
                .extracting(Problem::code, Problem::field)
                .containsExactly(org.assertj.core.api.Assertions.tuple("cannot-carry", "V01 14-49"));
    }

    @Test
    void measuresInCharactersAndNotInBytes(@TempDir Path folder) throws IOException {
        Transform utf8 = Kit.load(Kit.changed(
                Kit.FOLDER.resolve("records"),
                folder,
                "list.fixed",
                "charset=iso-8859-1 width=60",
                "charset=utf-8 width=60"));
        String name = "Łęcki-\uD83D\uDE00-Đặng";
        Statement statement = read(DOCUMENT).statements().getFirst().toBuilder()
                .set(Field.PERSON_FAMILY_NAME, name)
                .build();
        var out = new ByteArrayOutputStream();
        utf8.write(List.of(statement), Given.NOTHING, out);

        assertThat(out.toString(UTF_8).lines())
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isEqualTo(60));
        assertThat(Collected.read(utf8, out.toByteArray(), SOURCE)
                        .statements()
                        .getFirst()
                        .get(Field.PERSON_FAMILY_NAME))
                .isEqualTo(name);
    }

    @Test
    void takesZerosForNoDateWhereADateMayBeMissing() {
        Collected read = read(DOCUMENT.replace("19901231", "00000000"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements().getFirst().has(Field.PERSON_BIRTH_DATE)).isFalse();
        assertThat(read(DOCUMENT.replace("ZUS20260930", "ZUS00000000")).places())
                .containsExactly("X001 5 T01 19-26");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {:13}            | {:12}                      | widths-differ list.fixed:8
            {:13}            | {}                         | width-missing list.fixed:8
            ` width=60`      | ``                         | width-missing list.fixed:1
            width=60         | width=sixty                | unknown-directive list.fixed:1
            T01{             | S01{                       | records-alike list.fixed:10
            T01{             | S{                         | records-alike list.fixed:10
            #: record once   | #: record each=events      | record-misplaced list.fixed:7
            #: record with   | #: record once             | record-misplaced list.fixed:9
            {message.count:7>0} | {office?:7} | record-misplaced list.fixed:12
            #: record with   | #: record once twice       | unknown-each list.fixed:6
            #: record with   | #: record with#: record with | directive-twice list.fixed:7
            #: set status=hearing-held | #: set status=hearing-held#: set kind=report | directive-twice list.fixed:4
            """)
    void findsTheMistakeOfATemplate(String from, String to, String mistake, @TempDir Path folder) {
        Path copy = Kit.changed(
                Kit.FOLDER.resolve("records"),
                folder,
                "list.fixed",
                from,
                to.replace("#: record with#", "#: record with\n#").replace("held#", "held\n#"));

        assertThat(Kit.mistakes(copy)).contains(mistake);
    }
}
