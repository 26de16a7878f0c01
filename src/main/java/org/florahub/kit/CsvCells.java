package org.florahub.kit;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text into rows and cells, for guessing only: what is not well formed is taken as it comes.
final class CsvCells {

    private static final char QUOTE = '"';

    private CsvCells() {}

    /// One row.
    ///
    /// @param quoted whether every cell stands in quotes
    /// @param lines  how many lines it has
    /// @param line   1-based number of the first of them
    record Row(List<String> cells, boolean quoted, int lines, int line) {}

    static List<Row> read(String text, char separator) {
        var rows = new ArrayList<Row>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        boolean allQuoted = true;
        boolean wasQuoted = false;
        int lines = 1;
        int line = 1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quoted && i < text.length()) {
                if (c == QUOTE && i + 1 < text.length() && text.charAt(i + 1) == QUOTE) {
                    cell.append(c);
                    i++;
                } else if (c == QUOTE) {
                    quoted = false;
                } else {
                    lines += c == '\n' ? 1 : 0;
                    cell.append(c);
                }
            } else if (c == QUOTE && cell.isEmpty()) {
                quoted = true;
                wasQuoted = true;
            } else if (c == separator || c == '\n') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                allQuoted &= wasQuoted;
                wasQuoted = false;
                if (c == '\n') {
                    if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
                        rows.add(new Row(List.copyOf(cells), allQuoted, lines, line));
                    }
                    cells.clear();
                    allQuoted = true;
                    line += lines;
                    lines = 1;
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        return rows;
    }
}
