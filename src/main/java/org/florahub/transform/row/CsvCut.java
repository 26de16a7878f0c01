package org.florahub.transform.row;

/// Finds the cells of a row (RFC 4180, any separator). Reused for every row; not thread-safe.
final class CsvCut {

    /// [#shape] of a row that ends inside quotes.
    static final int OPEN = 0;
    /// [#shape] of a row with a quote where none may stand.
    static final int BROKEN = -1;

    private final char separator;
    private final char quote;
    private char[] chars = new char[0];
    private int broken;

    CsvCut(char separator, char quote) {
        this.separator = separator;
        this.quote = quote;
    }

    /// How many cells a row has, [#OPEN] or [#BROKEN]. Changes nothing.
    int shape(char[] row, int start, int end) {
        int cells = 1;
        int at = start;
        while (at < end) {
            boolean quoted = row[at] == quote;
            at = quoted ? afterQuoted(row, at + 1, end) : at;
            if (at > end) {
                return OPEN;
            }
            while (at < end && row[at] != separator) {
                if (quoted || row[at] == quote) {
                    return BROKEN;
                }
                at++;
            }
            if (at == end) {
                return cells;
            }
            cells++;
            at++;
        }
        return cells;
    }

    /// Index after the closing quote, beyond `end` if there is none.
    private int afterQuoted(char[] row, int start, int end) {
        int at = start;
        while (at < end) {
            if (row[at] != quote) {
                at++;
            } else if (at + 1 < end && row[at + 1] == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return end + 1;
    }

    /// Cuts a row into cells, in place: quotes are taken off, a line break inside them becomes a blank.
    void cut(char[] row, int start, int end, RowCells cells) {
        chars = row;
        broken = 0;
        cells.begin(row);
        int at = start;
        while (true) {
            at = at < end && row[at] == quote ? quoted(at, end, cells) : plain(at, end, cells);
            if (at >= end) {
                return;
            }
            at++;
        }
    }

    /// @return index of the separator after the cell, or `end`
    private int plain(int start, int end, RowCells cells) {
        int at = start;
        while (at < end && chars[at] != separator) {
            if (chars[at] == quote) {
                note(cells);
            }
            at++;
        }
        cells.add(start, at);
        return at;
    }

    private int quoted(int open, int end, RowCells cells) {
        int write = open;
        int at = open + 1;
        boolean closed = false;
        while (at < end && !closed) {
            char c = chars[at++];
            if (c == quote && at < end && chars[at] == quote) {
                chars[write++] = quote;
                at++;
            } else if (c == quote) {
                closed = true;
            } else if (c != '\r' || at >= end || chars[at] != '\n') {
                chars[write++] = c == '\n' ? ' ' : c;
            }
        }
        while (at < end && closed && chars[at] != separator) {
            note(cells);
            chars[write++] = chars[at++];
        }
        if (!closed) {
            note(cells);
        }
        cells.add(open, write);
        return at;
    }

    private void note(RowCells cells) {
        broken = broken == 0 ? cells.count() + 1 : broken;
    }

    /// 1-based number of the first cell whose quotes are wrong, 0 if there is none.
    int broken() {
        return broken;
    }
}
