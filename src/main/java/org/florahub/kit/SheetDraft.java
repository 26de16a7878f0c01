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
        int skip = header ? sheet.rows().getFirst().number() - 1 : 0;
        var rows = new ArrayList<>(sheet.rows());
        samples.stream().skip(1).forEach(sample -> rows.addAll(further(sample, sheet, header)));
        String options = "#: xlsx%s header=%s%s dates=%s"
                .formatted(
                        first.size() == 1 ? "" : " sheet=\"" + sheet.sheet() + "\"",
                        header ? "names" : "none",
                        skip == 0 ? "" : " skip=" + skip,
                        rows.stream().flatMap(row -> row.cells().stream()).anyMatch(Cell::moment) ? "number" : "text");
        return ListDraft.of(options, ';', header, texts(rows)).draft("xlsx", "list.sheet", folder);
    }

    private static List<SheetSample> sheets(SampleFile sample) {
        List<SheetSample> sheets = SheetSample.of(sample.bytes(), sample.name()).stream()
                .map(sheet -> withoutTitle(sample, sheet))
                .toList();
        sheets.stream().flatMap(sheet -> sheet.problems().stream()).findFirst().ifPresent(SheetDraft::refuse);
        return sheets;
    }

    /// Read again without what stands above its header: merged cells and formulas do not matter there.
    private static SheetSample withoutTitle(SampleFile sample, SheetSample sheet) {
        int above = ListDraft.above(sheet.rows().stream().map(SheetDraft::names).toList());
        int skip = above < 0 ? 0 : sheet.rows().get(above).number() - 1;
        return skip == 0 ? sheet : SheetSample.of(sample.bytes(), sample.name(), sheet.sheet(), skip);
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
                .orElseThrow(() -> new KitException(
                        "%s: found no sheet of more than one row, expected a list. Take a sample with some rows."
                                .formatted(sample.name())));
    }

    private static boolean headed(SheetSample sheet) {
        return ListDraft.above(sheet.rows().stream().map(SheetDraft::names).toList()) == 0;
    }

    /// The cells that could be names: a day or a time is none.
    private static List<String> names(Row row) {
        return row.cells().stream()
                .map(cell -> cell.moment() ? "0" : cell.text().strip())
                .toList();
    }

    /// Rows of a further sample, from the sheet of that name, or its only one.
    private static List<Row> further(SampleFile sample, SheetSample first, boolean header) {
        List<SheetSample> sheets = sheets(sample);
        SheetSample same = sheets.stream()
                .filter(sheet -> sheets.size() == 1 || sheet.sheet().equals(first.sheet()))
                .findFirst()
                .orElseThrow(() -> new KitException("%s: found no sheet %s, expected it as in %s. Start with one kind."
                        .formatted(sample.name(), first.sheet(), "the first sample")));
        int begins = first.rows().getFirst().number();
        if (header && (!headed(same) || same.rows().getFirst().number() != begins)) {
            throw new KitException(
                    "%s: found no header in row %d, expected it as in the first sample. Take samples of one shape."
                            .formatted(sample.name(), begins));
        }
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
