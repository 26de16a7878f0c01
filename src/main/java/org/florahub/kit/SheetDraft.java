package org.florahub.kit;

import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.transform.row.SheetSample;
import org.florahub.transform.row.SheetSample.Cell;
import org.florahub.transform.row.SheetSample.Row;

/// A list in an Excel workbook: the sheet with the most rows below a header, or with the most rows.
final class SheetDraft {

    private SheetDraft() {}

    static Draft of(List<SampleFile> samples, String folder) {
        List<SheetSample> first = sheets(samples.getFirst());
        SheetSample sheet = chosen(samples.getFirst(), first);
        boolean header = headed(sheet);
        var rows = new ArrayList<>(sheet.rows());
        samples.stream().skip(1).forEach(sample -> rows.addAll(further(sample, sheet, header)));
        String options = "#: xlsx%s header=%s dates=%s"
                .formatted(
                        first.size() == 1 ? "" : " sheet=\"" + sheet.sheet() + "\"",
                        header ? "names" : "none",
                        rows.stream().flatMap(row -> row.cells().stream()).anyMatch(Cell::moment) ? "number" : "text");
        return ListDraft.of(options, ';', header, texts(rows)).draft("xlsx", "list.sheet", folder);
    }

    private static List<SheetSample> sheets(SampleFile sample) {
        List<SheetSample> sheets = SheetSample.of(sample.bytes(), sample.name());
        sheets.stream().flatMap(sheet -> sheet.problems().stream()).findFirst().ifPresent(SheetDraft::refuse);
        return sheets;
    }

    private static void refuse(Problem problem) {
        throw new KitException("%s%s: found %s, expected %s. %s"
                .formatted(
                        problem.file(),
                        problem.field() == null ? "" : " " + problem.field(),
                        problem.found(),
                        problem.expected(),
                        problem.remedy()));
    }

    /// Sheets beside the list, such as explanations, are shorter or have no header.
    private static SheetSample chosen(SampleFile sample, List<SheetSample> sheets) {
        return sheets.stream()
                .filter(sheet -> sheet.rows().size() > 1)
                .max((one, other) -> headed(one) == headed(other)
                        ? Integer.compare(one.rows().size(), other.rows().size())
                        : Boolean.compare(headed(one), headed(other)))
                .map(sheet -> withoutTitle(sample, sheet))
                .orElseThrow(() -> new KitException(
                        "%s: found no sheet of more than one row, expected a list. Take a sample with some rows."
                                .formatted(sample.name())));
    }

    private static boolean headed(SheetSample sheet) {
        return !sheet.rows().isEmpty() && isHeader(sheet.rows().getFirst());
    }

    private static boolean isHeader(Row row) {
        return row.cells().size() > 1
                && row.cells().stream().noneMatch(Cell::moment)
                && ListDraft.isHeader(row.cells().stream().map(Cell::text).toList());
    }

    /// The hub takes the first row for the header: a title above it would refuse every list.
    private static SheetSample withoutTitle(SampleFile sample, SheetSample sheet) {
        int width =
                sheet.rows().stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        for (int i = 1;
                i < sheet.rows().size() && sheet.rows().getFirst().cells().size() < width;
                i++) {
            Row row = sheet.rows().get(i);
            if (row.cells().size() == width && isHeader(row)) {
                throw new KitException(
                        "%s: found the header of sheet %s in row %d, below other rows; expected it in the first. Ask for the list without a title above it."
                                .formatted(sample.name(), sheet.sheet(), row.number()));
            }
        }
        return sheet;
    }

    /// Rows of a further sample, from the sheet of that name, or its only one.
    private static List<Row> further(SampleFile sample, SheetSample first, boolean header) {
        List<SheetSample> sheets = sheets(sample);
        SheetSample same = sheets.stream()
                .filter(sheet -> sheets.size() == 1 || sheet.sheet().equals(first.sheet()))
                .findFirst()
                .orElseThrow(() -> new KitException("%s: found no sheet %s, expected it as in %s. Start with one kind."
                        .formatted(sample.name(), first.sheet(), "the first sample")));
        return same.rows().stream().skip(header ? 1 : 0).toList();
    }

    /// Texts of all cells; days and times that Excel holds as numbers as the texts of their column have them.
    private static List<List<String>> texts(List<Row> rows) {
        int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        List<List<String>> texts = new ArrayList<>();
        rows.forEach(_ -> texts.add(new ArrayList<>()));
        for (int column = 0; column < width; column++) {
            int at = column;
            List<Cell> cells = rows.stream()
                    .map(row -> at < row.cells().size() ? row.cells().get(at) : new Cell("", false))
                    .toList();
            List<String> shown = MomentCells.shown(cells);
            for (int row = 0; row < shown.size(); row++) {
                texts.get(row).add(shown.get(row).strip());
            }
        }
        return texts;
    }
}
