package org.florahub.transform;

import java.util.List;
import org.florahub.event.Problem;

/// One record (CSV row) that was not taken, as the sender wrote it, with the reasons. It holds personal data: it
/// goes back to its sender and nowhere else.
///
/// @param line     1-based line in the document
/// @param columns  the header row as it stood in the document, empty if the format has none; shared by all records
/// @param cells    the cells as they stood in the row, without quotes
/// @param problems at least one
public record RejectedRecord(int line, List<String> columns, List<String> cells, List<Problem> problems) {

    public RejectedRecord {
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
        problems = List.copyOf(problems);
    }

    /// Names line and reasons, never a cell.
    @Override
    public String toString() {
        return "RejectedRecord[line=" + line + ", problems=" + problems + "]";
    }
}
