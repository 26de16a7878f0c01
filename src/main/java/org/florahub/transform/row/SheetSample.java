package org.florahub.transform.row;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.ProblemLog;

/// The rows of one sheet as the engine `xlsx` sees them, with the same limits and refusals: for whoever begins a
/// template from a sample.
///
/// @param sheet    its name
/// @param rows     those that are not empty
/// @param problems why the workbook, or a cell of it, would be refused
public record SheetSample(String sheet, List<Row> rows, List<Problem> problems) {

    public SheetSample {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /// One row.
    ///
    /// @param number as Excel shows it
    public record Row(int number, List<Cell> cells) {}

    /// One cell.
    ///
    /// @param text   of a day or time that Excel holds as a number: as ISO 8601 has it
    /// @param moment whether it is one
    public record Cell(String text, boolean moment) {}

    /// All sheets of a workbook, in their order; one without rows that says why, if it cannot be opened.
    ///
    /// @param fileName for problems
    public static List<SheetSample> of(byte[] workbook, String fileName) {
        try {
            return SheetBook.names(new ByteArrayInputStream(workbook)).stream()
                    .map(sheet -> of(workbook, fileName, sheet, 0))
                    .toList();
        } catch (SheetFault fault) {
            return List.of(refused(fileName, fault));
        } catch (IOException _) {
            return List.of(refused(fileName, SheetFault.broken("")));
        }
    }

    /// One sheet of a workbook that can be opened.
    ///
    /// @param skip how many rows above the list are read over
    public static SheetSample of(byte[] workbook, String fileName, String sheet, int skip) {
        var problems = new ProblemLog(fileName);
        var rows = new ArrayList<Row>();
        try {
            RowSource source = SheetRows.open(
                    new SheetLayout(sheet, RowFormat.Header.NONE, true, skip), new ByteArrayInputStream(workbook));
            while (source.next()) {
                if (!source.blank()) {
                    rows.add(row(source, problems));
                }
            }
            source.conclude(problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory do not fail
        }
        return new SheetSample(sheet, rows, problems.kept());
    }

    private static SheetSample refused(String fileName, SheetFault fault) {
        var problems = new ProblemLog(fileName);
        fault.tell(problems);
        return new SheetSample("", List.of(), problems.kept());
    }

    private static Row row(RowSource source, ProblemLog problems) {
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < source.cells().count(); i++) {
            String stored = source.cells().text(i);
            Mismatch flaw = source.adapt(i, null);
            if (flaw != null) {
                problems.add(source.line(), i + 1, source.name(i, "").strip(), flaw);
            }
            String text = source.cells().text(i);
            cells.add(new Cell(text, !text.equals(stored)));
        }
        return new Row(source.line(), cells);
    }
}
