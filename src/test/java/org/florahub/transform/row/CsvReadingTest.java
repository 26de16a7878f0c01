package org.florahub.transform.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.StatementGenerator;
import org.florahub.transform.Transform;
import org.florahub.transform.Written;
import org.florahub.transform.convert.Loss;
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
class CsvReadingTest {

    @Test
    void findsColumnsByNameAndCountsTheOthers() {
        Collected read = Kit.rows(Kit.ROWS);

        assertThat(read.problems()).isEmpty();
        assertThat(read.lines()).containsExactly(2, 3);
        Statement first = read.statements().getFirst();
        assertThat(first.get(Field.PERSON_FAMILY_NAME)).isEqualTo("Müller");
        assertThat(first.get(Field.OCCURRED_DATE)).isEqualTo("2026-09-30");
        assertThat(first.get(Field.OCCURRED_TIME)).isEqualTo("14:05");
        assertThat(first.code(Field.STATUS)).isEqualTo(new CodedValue("urn:example:kit:status", "1", "ANH"));
        assertThat(first.get(Field.SOURCE)).isEqualTo("ane:120010");
        Statement second = read.statements().get(1);
        assertThat(second.get(Field.PERSON_FAMILY_NAME)).isEqualTo("A;b \"c\"");
        assertThat(second.has(Field.OCCURRED_TIME)).isFalse();
        assertThat(read.reading().unmapped()).containsExactly(Map.entry("Vermerk", 1L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ANH;N             | XXX;N            | S010 2 Status
            ANH;N             | ;N               | S030 2 Status
            ANH;N             | ZUS;N            | S020 2 zugestellt
            910005000041      | 91000500004      | X001 2 AZR-Nr
            30.09.2026        | 31.09.2026       | X001 2 Datum
            30.09.2026        | 30.9.2026        | X001 2 Datum
            14:05             | 24:05            | X001 2 Uhrzeit
            14:05             | 14:05;           | X001 2 null
            ;Müller           | ;"Müller         | X000 2 Name
            ;Müller           | ;"Mül"ler        | X000 2 Name
            9900004-31        | 99               | X001 2 Aktenzeichen
            """)
    void returnsABadRowAndTakesTheOthers(String from, String to, String place) {
        String document = Kit.ROWS.replace(from, to);
        assertThat(document).isNotEqualTo(Kit.ROWS);
        Collected read = Kit.rows(document);

        assertThat(read.places()).containsExactly(place);
        assertThat(read.statements()).hasSize(1);
        assertThat(read.reading().problems()).isEmpty();
        assertThat(read.reading().rejected()).isEqualTo(1);
        assertThat(read.rejected().getFirst().line()).isEqualTo(2);
    }

    @Test
    void refusesADetailThatTheStatusDoesNotHave() {
        assertThat(Kit.rows("Status;Art;AZR-Nr;Datum;zugestellt\nANK;N;910005000041;30.09.2026;30.09.2026\n")
                        .places())
                .containsExactly("X001 2 zugestellt");
    }

    @Test
    void takesOnlyTheHeaderOfTheTemplateWhereItIsExact(@TempDir Path folder) {
        Transform exact =
                Kit.load(Kit.changed(Kit.FOLDER.resolve("status-list"), folder, "list.csv", "=names", "=exact"));
        String own = "Aktenzeichen;AZR-Nr;Name;Status;Art;Datum;Uhrzeit;zugestellt;Test;Nummer;System;Bearbeiter";
        String row = "\n;910005000041;;ANK;N;30.09.2026;;;;;;\n";

        assertThat(read(exact, own + row).statements()).hasSize(1);
        assertThat(read(exact, own + ";Fehlercode;Fehlerfeld;Hinweis" + row.replace(";;;;;;", ";;;;;;;;;"))
                        .statements())
                .hasSize(1);
        assertThat(read(exact, own.replace("Test", "Probe") + row).places()).containsExactly("X001 1 null");
    }

    @Test
    void tellsColumnsByTheirPositionWhereThereIsNoHeader(@TempDir Path folder) throws IOException {
        Path copy = Kit.changed(Kit.FOLDER.resolve("status-list"), folder, "list.csv", "=names", "=none");
        Path template = copy.resolve("list.csv");
        Files.writeString(template, Files.readString(template).replaceFirst("(?m)^Aktenzeichen;.*\n", ""));
        Transform list = Kit.load(copy);

        Collected good = read(list, ";910005000041;;ANK;N;30.09.2026;;;;;;\n");
        assertThat(good.problems()).isEmpty();
        assertThat(good.statements()).hasSize(1);
        assertThat(read(list, ";910005000041;;ANK;N;31.09.2026;;;;;;\n").places())
                .containsExactly("X001 1 column 6");
        assertThat(read(list, "").places()).containsExactly("X000 0 null");
    }

    private static Collected read(Transform transform, String document) {
        return Collected.read(transform, Kit.latin(document), Kit.SOURCE);
    }

    @Test
    void namesLineColumnAndFieldOfABadCell() {
        Problem problem =
                Kit.rows(Kit.ROWS.replace("14:05", "Zzmarkerzz")).problems().getFirst();

        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.column()).isEqualTo(5);
        assertThat(problem.field()).isEqualTo("Uhrzeit");
        assertThat(problem.expected()).isEqualTo("a time of day, as HH:mm");
        assertThat(problem.toString()).doesNotContain("Zzmarkerzz");
    }

    @Test
    void losesOneRowToAnUnclosedQuoteAndNotTheThousandAfterIt() {
        String row = "ANH;N;910005000041;30.09.2026;14:05;Muster;;\r\n";
        Collected read = Kit.rows("Status;Art;AZR-Nr;Datum;Uhrzeit;Name;Aktenzeichen;Vermerk\r\n"
                + row.replace("Muster", "\"Muster") + row.repeat(1000));

        assertThat(read.statements()).hasSize(1000);
        assertThat(read.places()).containsExactly("X000 2 Name");
    }

    @Test
    void returnsTheRawCellsOfABadRow() {
        String document = Kit.ROWS.replace("ANK", "XXX");

        assertThat(returned(document, _ -> "neu").lines())
                .element(1)
                .isEqualTo("XXX;N;910005000042;29.02.2028;;\"A;b \"\"c\"\"\";;;S010;Status;neu");
    }

    @Test
    void returnsBadRowsInTheShapeInWhichTheyCame() throws IOException {
        String document = Kit.ROWS.replace("ANH", "XXX").replace("29.02.2028", "30.02.2028");

        String returned = returned(document, problem -> "Prüfen: " + problem.field());
        assertThat(returned.lines())
                .containsExactly(
                        "Status;Art;AZR-Nr;Datum;Uhrzeit;Name;Aktenzeichen;Vermerk;Fehlercode;Fehlerfeld;Hinweis",
                        "XXX;N;910005000041;30.09.2026;14:05;Müller;9900004-31;x;S010;Status;Prüfen: Status",
                        "ANK;N;910005000042;30.02.2028;;\"A;b \"\"c\"\"\";;;X001;Datum;Prüfen: Datum");
        Collected again = Kit.rows(returned.replace("XXX", "ANH").replace("30.02.2028", "28.02.2028"));
        assertThat(again.problems()).isEmpty();
        assertThat(again.statements()).hasSize(2);
        assertThat(again.reading().unmapped()).containsOnlyKeys("Vermerk");
    }

    private static String returned(String document, Function<Problem, String> hint) {
        byte[] bytes = Kit.latin(document);
        return new String(Kit.rows(bytes).returned(Kit.LIST, bytes, hint), Kit.LIST.charset());
    }

    @Test
    void writesReasonsOnceWhenARowComesBackTwice() throws IOException {
        String document =
                "Status;Art;AZR-Nr;Datum;Fehlercode;Fehlerfeld;Hinweis\nXXX;N;910005000041;30.09.2026;S010;a;b\n";

        assertThat(returned(document, _ -> "neu").lines())
                .containsExactly(
                        "Status;Art;AZR-Nr;Datum;Fehlercode;Fehlerfeld;Hinweis",
                        "XXX;N;910005000041;30.09.2026;S010;Status;neu");
    }

    @Test
    void takesNinetySevenOfAHundredRows() {
        var document = new StringBuilder("Status;Art;AZR-Nr;Datum\n");
        for (int i = 0; i < 100; i++) {
            document.append(i % 40 == 7 ? "??" : "ANK").append(";N;9100050%05d;30.09.2026\n".formatted(i));
        }
        Collected read = Kit.rows(document.toString());

        assertThat(read.statements()).hasSize(97);
        assertThat(read.rejected()).extracting(RejectedRecord::line).containsExactly(9, 49, 89);
    }

    @Test
    void refusesUtf8ReadAsWindows1252() {
        Collected read = Kit.rows(Kit.ROWS.getBytes(UTF_8));

        assertThat(read.reading().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("S001");
            assertThat(problem.found()).isEqualTo("text in UTF-8");
        });
        assertThat(read.statements()).isEmpty();
    }

    @Test
    void refusesAByteOrderMarkOfAnotherCharset() {
        assertThat(Kit.rows(("\uFEFF" + Kit.ROWS).getBytes(UTF_8)).problems())
                .singleElement()
                .extracting(Problem::found)
                .isEqualTo("the byte order mark of another charset");
        assertThat(Kit.rows(Kit.ROWS.getBytes(java.nio.charset.StandardCharsets.UTF_16))
                        .places())
                .containsExactly("S001 1 null");
    }

    @Test
    void refusesBytesThatMeanNothingInTheCharset() {
        byte[] document = Kit.latin(Kit.ROWS);
        document[document.length - 3] = (byte) 0x81;

        assertThat(Kit.rows(document).reading().problems())
                .extracting(Problem::code)
                .containsExactly("S001");
        assertThat(Kit.rows(document).statements()).isEmpty();
    }

    @Test
    void refusesAnEmptyFile() {
        Collected read = Kit.rows("");

        assertThat(read.places()).containsExactly("X000 0 null");
        assertThat(read.reading().endedEarly()).isTrue();
    }

    @Test
    void refusesAHeaderWithoutARequiredColumn() {
        Collected read = Kit.rows(Kit.ROWS.replace("AZR-Nr", "AZR"));

        assertThat(read.places()).containsExactly("S020 1 AZR-Nr");
        assertThat(read.statements()).isEmpty();
        assertThat(Kit.rows(Kit.ROWS.replace("Vermerk", "Name")).places()).containsExactly("X001 1 Name");
    }

    @Test
    void recognisesAListThatEndsInTheMiddleOfARow() {
        String whole = Kit.ROWS.strip();

        assertThat(Kit.rows(whole.substring(0, whole.length() - 30)).reading().endedEarly())
                .isTrue();
        assertThat(Kit.rows(whole).reading().endedEarly()).isFalse();
        assertThat(Kit.rows(Kit.ROWS).reading().endedEarly()).isFalse();
    }

    @Test
    void skipsEmptyLinesAndTakesEitherLineBreak() {
        Collected read = Kit.rows(Kit.ROWS.replace("\n", "\r\n\r\n"));

        assertThat(read.statements()).hasSize(2);
        assertThat(read.lines()).containsExactly(3, 5);
    }

    @Test
    void cutsOffALineOfTenMegabytes() {
        String[] lines = Kit.ROWS.split("\n", -1);
        Collected read = Kit.rows(lines[0] + "\n" + "x;".repeat(5_000_000) + "\n" + lines[1] + "\n" + lines[2] + "\n");

        assertThat(read.places()).containsExactly("X000 2 null");
        assertThat(read.statements()).hasSize(2);
        assertThat(read.lines()).containsExactly(3, 4);
    }

    @Test
    void handsALongListOverWhileItIsBeingRead() {
        var document = new StringBuilder("Status;Art;AZR-Nr;Datum\n");
        for (int i = 0; i < 1001; i++) {
            document.append("ANK;N;9100050%05d;30.09.2026\n".formatted(i));
        }
        byte[] long1001 = Kit.latin(document.toString());
        var source = new ByteArrayInputStream(long1001);
        int[] left = {-1};
        Sink sink = new Sink() {
            @Override
            public void statement(Statement statement, int line) {
                left[0] = left[0] < 0 ? source.available() : left[0];
            }

            @Override
            public void rejected(RejectedRecord row) {}
        };
        assertThat(read(source, sink).statements()).isEqualTo(1001);
        assertThat(left[0]).isNotNegative();
    }

    private static Reading read(ByteArrayInputStream source, Sink sink) {
        try {
            return Kit.LIST.read(source, "f", Kit.SOURCE, sink);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isReadByAnotherParserAsItWasWritten() {
        var generator = new StatementGenerator(Kit.LIST, 7);
        for (int i = 0; i < 300; i++) {
            Statement statement = generator.next().statement();
            String document = Kit.written(Kit.LIST, List.of(statement), Given.NOTHING);
            List<CsvRecord> records = CsvReader.builder().fieldSeparator(';').ofCsvRecord(document).stream()
                    .toList();
            assertThat(records).hasSize(2);
            assertThat(records.get(1).getFieldCount()).isEqualTo(12);
            assertThat(records.get(1).getField(1)).isEqualTo(statement.get(Field.PERSON_AZR_NUMBER));
            assertThat(records.get(1).getField(10)).isEqualTo("FLORA");
        }
    }

    @Test
    void writesLettersThatTheCharsetLacksAndSaysSo() throws IOException {
        Statement statement = Kit.rows(Kit.ROWS).statements().getFirst().toBuilder()
                .set(Field.PERSON_FAMILY_NAME, "Łęcki-Đặng ẞ")
                .build();
        var out = new ByteArrayOutputStream();
        Written written = Kit.LIST.write(List.of(statement), Given.NOTHING, out);

        assertThat(out.toString(Kit.LIST.charset())).contains(";Lecki-Dang SS;");
        assertThat(written.losses())
                .contains(new Loss(
                        0, Field.PERSON_FAMILY_NAME, Loss.Kind.CHARACTERS, "Name", "Łęcki-Đặng ẞ", "Lecki-Dang SS"));
    }

    @Test
    void refusesANameOfWhichNothingWouldBeLeft() {
        Statement statement = Kit.rows(Kit.ROWS).statements().getFirst().toBuilder()
                .set(Field.PERSON_FAMILY_NAME, "李明")
                .build();

        assertThat(Kit.LIST.refusals(statement, Given.NOTHING)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("cannot-carry");
            assertThat(problem.field()).isEqualTo("Name");
            assertThat(problem.toString()).doesNotContain("李");
        });
    }

    @Test
    void countsThePrecisionThatAFormatCannotCarry() throws IOException {
        Statement statement = Kit.rows(Kit.ROWS).statements().getFirst().toBuilder()
                .set(Field.OCCURRED_TIME, "14:05:30")
                .build();

        assertThat(Kit.LIST
                        .write(List.of(statement), Given.NOTHING, new ByteArrayOutputStream())
                        .losses())
                .contains(new Loss(0, Field.OCCURRED_TIME, Loss.Kind.PRECISION, "Uhrzeit", "14:05:30", "14:05"));
    }

    @Test
    void takesRecordsSinglyAndXmlDoesNot() {
        assertThat(Kit.LIST.takesRecordsSingly()).isTrue();
        assertThat(Kit.DECISIONS.takesRecordsSingly()).isFalse();
        assertThatThrownBy(() -> Kit.DECISIONS.writeRejected(
                        InputStream.nullInputStream(), Map.of(), Problem::code, new ByteArrayOutputStream()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Kit.LIST.regimeDependent()).isFalse();
        assertThat(Kit.LIST.refusals(Kit.rows(Kit.ROWS).statements().getFirst(), Given.NOTHING.under(Regime.OLD)))
                .isEmpty();
    }
}
