package org.florahub.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The cells of one line (RFC 4180, any separator). Reused for every line; not thread-safe.
final class CsvRow {

    private final char separator;
    private final char quote;
    private char[] chars = new char[0];
    private int[] from = new int[32];
    private int[] to = new int[32];
    private int cells;
    private int broken;

    CsvRow(char separator, char quote) {
        this.separator = separator;
        this.quote = quote;
    }

    /// Cuts a line into cells, in place: quotes are taken off.
    void cut(char[] line, int start, int end) {
        chars = line;
        cells = 0;
        broken = 0;
        int at = start;
        while (true) {
            if (cells == from.length) {
                from = Arrays.copyOf(from, cells * 2);
                to = Arrays.copyOf(to, cells * 2);
            }
            at = at < end && line[at] == quote ? quoted(at, end) : plain(at, end);
            cells++;
            if (at >= end) {
                return;
            }
            at++;
        }
    }

    /// @return index of the separator after the cell, or `end`
    private int plain(int start, int end) {
        int at = start;
        while (at < end && chars[at] != separator) {
            at++;
        }
        from[cells] = start;
        to[cells] = at;
        return at;
    }

    private int quoted(int open, int end) {
        int write = open;
        int at = open + 1;
        boolean closed = false;
        while (at < end && !closed) {
            if (chars[at] != quote) {
                chars[write++] = chars[at++];
            } else if (at + 1 < end && chars[at + 1] == quote) {
                chars[write++] = quote;
                at += 2;
            } else {
                closed = true;
                at++;
            }
        }
        while (at < end && closed && chars[at] != separator) {
            note();
            chars[write++] = chars[at++];
        }
        if (!closed) {
            note();
        }
        from[cells] = open;
        to[cells] = write;
        return at;
    }

    private void note() {
        broken = broken == 0 ? cells + 1 : broken;
    }

    int cells() {
        return cells;
    }

    /// 1-based number of the first cell whose quotes are wrong, 0 if there is none.
    int broken() {
        return broken;
    }

    char[] chars() {
        return chars;
    }

    int from(int cell) {
        return from[cell];
    }

    int to(int cell) {
        return to[cell];
    }

    /// The cells as texts.
    List<String> texts() {
        var texts = new ArrayList<String>(cells);
        for (int i = 0; i < cells; i++) {
            texts.add(new String(chars, from[i], to[i] - from[i]));
        }
        return texts;
    }
}
