package org.florahub.transform.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workbooks of another library are read, and ours are read by it.
@Timeout(60)
class SheetReadingTest {

    private static final Transform LIST = Kit.load(Kit.FOLDER.resolve("sheet"));
    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private static Collected read(byte[] workbook) {
        return Collected.read(LIST, workbook, Kit.SOURCE);
    }

    /// A workbook with a header and one good row, then changed.
    private static byte[] workbook(Consumer<Worksheet> change) {
        return workbook("Status list", change);
    }

    private static byte[] workbook(String name, Consumer<Worksheet> change) {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "Test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(name);
            List<String> header = List.of("Status", "Art", "AZR-Nr", "Datum", "Uhrzeit", "Name", "Vermerk");
            List<String> row = List.of("ANH", "N", "910005000041", "30.09.2026", "14:05", "Müller & <Söhne>", "x");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(0, i, header.get(i));
                sheet.value(1, i, row.get(i));
            }
            change.accept(sheet);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    @Test
    void readsAWorkbookOfAnotherProgram() {
        Collected read = read(workbook(_ -> {}));

        assertThat(read.problems()).isEmpty();
        assertThat(read.lines()).containsExactly(2);
        assertThat(read.statements().getFirst().get(Field.PERSON_FAMILY_NAME)).isEqualTo("Müller & <Söhne>");
        assertThat(read.reading().unmapped()).containsOnlyKeys("Vermerk");
    }

    @Test
    void takesDatesAndTimesAsExcelKeepsThem() {
        Collected read = read(workbook(sheet -> {
            sheet.value(1, 2, 910005000041L);
            sheet.value(1, 3, LocalDate.of(2028, 2, 29));
            sheet.style(1, 3).format("dd/mm/yyyy").set();
            sheet.value(1, 4, 0.5868055555555556);
            sheet.style(1, 4).format("hh:mm").set();
        }));

        assertThat(read.problems()).isEmpty();
        Statement statement = read.statements().getFirst();
        assertThat(statement.get(Field.PERSON_AZR_NUMBER)).isEqualTo("910005000041");
        assertThat(statement.get(Field.OCCURRED_DATE)).isEqualTo("2028-02-29");
        assertThat(statement.get(Field.OCCURRED_TIME)).isEqualTo("14:05");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FORMULA   | X001 2 C2 AZR-Nr
            EXPONENT  | X001 2 C2 AZR-Nr
            FEBRUARY  | X001 2 D2 Datum
            MOMENT    | X001 2 D2 Datum
            BESIDE    | X001 2 null
            CODE      | S010 2 A2 Status
            ZERO      | X001 2 C2 AZR-Nr
            """)
    void returnsABadRowAndNamesItsCell(String mistake, String place) {
        byte[] bytes = workbook(sheet -> {
            switch (mistake) {
                case "FORMULA" -> sheet.formula(1, 2, "1+1");
                case "EXPONENT" -> sheet.value(1, 2, new java.math.BigDecimal("91000500004112345"));
                case "FEBRUARY" -> sheet.value(1, 3, "30.02.2026");
                case "MOMENT" -> {
                    sheet.value(1, 3, LocalDateTime.of(2026, 9, 30, 14, 5));
                    sheet.style(1, 3).format("dd.mm.yyyy hh:mm").set();
                }
                case "BESIDE" -> sheet.value(1, 9, "Zzmarkerzz");
                case "CODE" -> sheet.value(1, 0, "Zzmarkerzz");
                default -> sheet.value(1, 2, 10005000041L);
            }
            List<String> good = List.of("ANK", "N", "910005000042", "01.10.2026");
            for (int i = 0; i < good.size(); i++) {
                sheet.value(3, i, good.get(i));
            }
        });
        Collected read = read(bytes);

        assertThat(read.reading().problems()).isEmpty();
        assertThat(read.places()).containsExactly(place);
        assertThat(read.lines()).containsExactly(4);
        assertThat(read.problems().toString()).doesNotContain("Zzmarkerzz");
    }

    @Test
    void sendsNobodyWhoIsHiddenBehindAFilter() throws IOException {
        byte[] shown = workbook(sheet -> sheet.value(2, 0, ""));
        byte[] filtered = changed(shown, SHEET, "<row r=\"2\"", "<row hidden=\"1\" r=\"2\"");

        assertThat(read(shown).statements()).hasSize(1);
        assertThat(read(filtered).statements()).isEmpty();
        assertThat(read(filtered).places()).containsExactly("X001 2 null");
    }

    @Test
    void givesRowsBackWithTheirReasons() throws IOException {
        byte[] bytes = workbook(sheet -> {
            sheet.value(1, 0, "???");
            sheet.value(1, 3, LocalDate.of(2026, 9, 30));
            sheet.style(1, 3).format("dd/mm/yyyy").set();
        });
        byte[] returned = read(bytes).returned(LIST, bytes, _ -> "Bitte prüfen.");

        assertThat(rows(returned))
                .containsExactly(
                        List.of(
                                "Status",
                                "Art",
                                "AZR-Nr",
                                "Datum",
                                "Uhrzeit",
                                "Name",
                                "Vermerk",
                                "Fehlercode",
                                "Fehlerfeld",
                                "Hinweis"),
                        List.of(
                                "???",
                                "N",
                                "910005000041",
                                "30.09.2026",
                                "14:05",
                                "Müller & <Söhne>",
                                "x",
                                "S010",
                                "A2 Status",
                                "Bitte prüfen."));
        Collected again = read(returned);
        assertThat(again.places()).containsExactly("S010 2 A2 Status");
        assertThat(again.returned(LIST, returned, _ -> "Bitte prüfen.")).isEqualTo(returned);
    }

    private static List<List<String>> rows(byte[] workbook) throws IOException {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            return book.getFirstSheet().read().stream()
                    .map(SheetReadingTest::texts)
                    .toList();
        }
    }

    private static List<String> texts(Row row) {
        return row.stream().map(cell -> cell == null ? "" : cell.getText()).toList();
    }

    @Test
    void isReadByAnotherProgramAsItWasWritten() throws IOException {
        Statement statement = read(workbook(_ -> {})).statements().getFirst().toBuilder()
                .set(Field.PERSON_FAMILY_NAME, "=SUM(A1) & _x0041_ <\"ẞ\">")
                .build();
        var out = new ByteArrayOutputStream();
        LIST.write(List.of(statement, statement), Given.NOTHING, out);

        try (var book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(book.getFirstSheet().getName()).isEqualTo("Status list");
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(3);
            Row first = rows.get(1);
            assertThat(first.getCellText(1)).isEqualTo("910005000041");
            assertThat(first.getCellText(2)).contains("=SUM(A1) & ").contains(" <\"ẞ\">");
            assertThat(first.getCellAsDate(5)).hasValue(LocalDateTime.of(2026, 9, 30, 0, 0));
        }
        assertThat(read(out.toByteArray()).statements().getFirst().get(Field.PERSON_FAMILY_NAME))
                .isEqualTo("=SUM(A1) & _x0041_ <\"ẞ\">");
    }

    @Test
    void writesTheSameBytesForTheSameRows() throws IOException {
        List<Statement> statements = read(workbook(_ -> {})).statements();
        var one = new ByteArrayOutputStream();
        var other = new ByteArrayOutputStream();
        LIST.write(statements, Given.NOTHING, one);
        LIST.write(statements, Given.NOTHING, other);

        assertThat(one.toByteArray()).isEqualTo(other.toByteArray());
        try (var zip = new ZipInputStream(new ByteArrayInputStream(one.toByteArray()))) {
            ZipEntry entry = zip.getNextEntry();
            assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            xl/workbook.xml                  | name="Status list" | name="Status list" state="hidden" | a hidden sheet
            xl/workbook.xml                  | name="Status list" | name="Another"                    | no sheet of that name
            xl/vbaProject.bin                |                    | macro                             | a workbook with macros
            xl/externalLinks/link1.xml       |                    | <a/>                              | links to other files
            xl/worksheets/sheet1.xml         | </sheetData>       | </sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells> | merged cells
            xl/worksheets/sheet1.xml         | </row>             | </raw>                            | a workbook that cannot be read
            xl/worksheets/sheet1.xml         | <worksheet         | <!DOCTYPE a [<!ENTITY b "c">]><worksheet | a workbook that cannot be read
            xl/worksheets/sheet1.xml         | r="A2"             | r="ZZZ2"                          | more cells than a list has
            xl/worksheets/sheet1.xml         | <row r="2"         | <row r="1048577"                  | more than 200,000 rows
            xl/worksheets/sheet1.xml         | <row r="2"         | <row r="1"                        | a workbook that cannot be read
            """)
    void refusesAWorkbookThatIsMoreOrLessThanAList(String part, String from, String to, String found)
            throws IOException {
        Collected read = read(changed(workbook(_ -> {}), part, from, to));

        assertThat(read.reading().problems()).extracting(Problem::found).containsExactly(found);
        assertThat(read.statements()).isEmpty();
    }

    @Test
    void refusesWhatUnpacksToMuchMoreThanItIs() throws IOException {
        byte[] bomb = bomb();
        assertThat(bomb).hasSizeLessThan(1024 * 1024);

        assertThat(read(bomb).reading().problems())
                .extracting(Problem::found)
                .containsExactly("a part of more than 256 MB");
        byte[] styles = changed(workbook(_ -> {}), "xl/styles.xml", "<cellXfs", "<xf/>".repeat(4_000_000) + "<cellXfs");
        assertThat(read(styles).reading().problems())
                .extracting(Problem::found)
                .containsExactly("a part of more than 16 MB");
        byte[] strings = changed(
                workbook(_ -> {}), "xl/sharedStrings.xml", "</sst>", "<si><t>ab</t></si>".repeat(1_000_001) + "</sst>");
        assertThat(read(strings).reading().problems())
                .extracting(Problem::found)
                .containsExactly("more text than a list has");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OLD       | a file in the old format .xls | false
            PASSWORD  | a workbook with a password    | false
            TEXT      | a workbook that cannot be read | false
            HALF      | a file that ends in the middle | true
            """)
    void refusesWhatIsNoWorkbook(String kind, String found, boolean endedEarly) {
        byte[] whole = workbook(_ -> {});
        byte[] ole = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        byte[] file = switch (kind) {
            case "OLD" -> ole;
            case "PASSWORD" -> concat(ole, "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE));
            case "TEXT" -> "Status;Art".getBytes(UTF_8);
            default -> java.util.Arrays.copyOf(whole, whole.length - 200);
        };

        Reading reading = read(file).reading();
        assertThat(reading.problems()).extracting(Problem::found).containsExactly(found);
        assertThat(reading.endedEarly()).isEqualTo(endedEarly);
    }

    /// Titles are merged over all columns, and have formulas for the day.
    @ParameterizedTest
    @CsvSource({"A1:E2,", "A3:B4,merged cells", "A5:B5,merged cells", "E,merged cells"})
    void readsOverATitleWhateverItIsMadeOf(String merged, String found) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "Test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Liste");
            sheet.value(0, 0, "Ankünfte der Woche");
            sheet.formula(1, 0, "TODAY()");
            List<String> header = List.of("AZR-Nr", "Name", "Status", "Datum", "zugestellt");
            List<String> row = List.of("910005000041", "Muster", "ANK", "30.09.2026", "");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(3, i, header.get(i));
                sheet.value(4, i, row.get(i));
            }
        }
        byte[] titled = changed(
                out.toByteArray(),
                SHEET,
                "</sheetData>",
                "</sheetData><mergeCells><mergeCell ref=\"%s\"/></mergeCells>".formatted(merged));
        Collected read = Collected.read(Kit.load(Kit.FOLDER.resolve("titled-sheet")), titled, Kit.SOURCE);

        assertThat(read.lines()).containsExactlyElementsOf(found == null ? List.of(5) : List.of());
        assertThat(read.reading().problems())
                .extracting(Problem::found)
                .containsExactlyElementsOf(found == null ? List.of() : List.of(found));
    }

    /// A workbook whose sheet is 257 MB of blanks.
    private static byte[] bomb() throws IOException {
        SheetZip zipped = SheetZip.read(new ByteArrayInputStream(workbook(_ -> {})));
        byte[] blanks = " ".repeat(1024 * 1024).getBytes(UTF_8);
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (String name : zipped.names()) {
                zip.putNextEntry(new ZipEntry(name));
                if (name.equals(SHEET)) {
                    zip.write("<worksheet>".getBytes(UTF_8));
                    for (int i = 0; i < 257; i++) {
                        zip.write(blanks);
                    }
                } else {
                    zip.write(zipped.open(name).readAllBytes());
                }
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// A copy in which one part is changed or added.
    private static byte[] changed(byte[] workbook, String part, String from, String to) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        SheetZip zipped = SheetZip.read(new ByteArrayInputStream(workbook));
        for (String name : zipped.names()) {
            parts.put(name, zipped.open(name).readAllBytes());
        }
        String text = new String(parts.getOrDefault(part, new byte[0]), UTF_8);
        String changed = from == null ? to : text.replace(from, to);
        assertThat(changed).isNotEqualTo(text);
        parts.put(part, changed.getBytes(UTF_8));
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
