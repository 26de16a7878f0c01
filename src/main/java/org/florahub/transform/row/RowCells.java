package org.florahub.transform.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The cells of one row as stretches of characters. Reused for every row; not thread-safe.
final class RowCells {

    private char[] chars = new char[0];
    private int[] from = new int[32];
    private int[] to = new int[32];
    private int count;

    /// Starts a row whose cells are stretches of these characters.
    void begin(char[] row) {
        chars = row;
        count = 0;
    }

    void add(int start, int end) {
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
        }
        from[count] = start;
        to[count++] = end;
    }

    /// Puts another text in the place of a cell's.
    void replace(int cell, String text) {
        int start = chars.length;
        chars = Arrays.copyOf(chars, start + text.length());
        text.getChars(0, text.length(), chars, start);
        from[cell] = start;
        to[cell] = chars.length;
    }

    int count() {
        return count;
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

    /// Whether there is such a cell and it is exactly this text.
    boolean is(int cell, String text) {
        return cell < count
                && to[cell] - from[cell] == text.length()
                && text.contentEquals(java.nio.CharBuffer.wrap(chars, from[cell], text.length()));
    }

    String text(int cell) {
        return new String(chars, from[cell], to[cell] - from[cell]);
    }

    /// The cells as texts.
    List<String> texts() {
        var texts = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(i));
        }
        return texts;
    }
}
