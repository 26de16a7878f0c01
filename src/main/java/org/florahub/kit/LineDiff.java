package org.florahub.kit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two texts, line by line: what they share and where they part.
///
/// @param lines in order
public record LineDiff(List<Line> lines) {

    /// Above so many comparisons what differs is shown as one block instead of being aligned.
    private static final long COMPARISONS_MAX = 4_000_000;

    /// One line of both texts, or of one of them.
    ///
    /// @param expected `null` where only the other text has a line
    /// @param actual   `null` where only the other text has a line
    public record Line(@Nullable String expected, @Nullable String actual) {

        public boolean same() {
            return expected != null && expected.equals(actual);
        }
    }

    /// Compares two texts. Lines end with `\n`; a carriage return is part of its line.
    public static LineDiff of(String expected, String actual) {
        List<String> left = lines(expected);
        List<String> right = lines(actual);
        int head = 0;
        while (head < left.size() && head < right.size() && left.get(head).equals(right.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < left.size() - head
                && tail < right.size() - head
                && left.get(left.size() - 1 - tail).equals(right.get(right.size() - 1 - tail))) {
            tail++;
        }
        var lines = new ArrayList<Line>();
        left.subList(0, head).forEach(line -> lines.add(new Line(line, line)));
        align(left.subList(head, left.size() - tail), right.subList(head, right.size() - tail), lines);
        left.subList(left.size() - tail, left.size()).forEach(line -> lines.add(new Line(line, line)));
        return new LineDiff(lines);
    }

    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return List.of(
                (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text + " ⏎ missing").split("\n", -1));
    }

    private static void align(List<String> left, List<String> right, List<Line> lines) {
        var leftBlock = new ArrayList<String>();
        var rightBlock = new ArrayList<String>();
        int[][] common = (long) left.size() * right.size() > COMPARISONS_MAX ? new int[0][] : common(left, right);
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            boolean both = i < left.size() && j < right.size();
            if (both && left.get(i).equals(right.get(j))) {
                flush(leftBlock, rightBlock, lines);
                lines.add(new Line(left.get(i++), right.get(j++)));
            } else if (j == right.size()
                    || (i < left.size() && (common.length == 0 || common[i + 1][j] >= common[i][j + 1]))) {
                leftBlock.add(left.get(i++));
            } else {
                rightBlock.add(right.get(j++));
            }
        }
        flush(leftBlock, rightBlock, lines);
    }

    /// Length of the longest common sequence of the lines from `i` and `j` on.
    private static int[][] common(List<String> left, List<String> right) {
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] = left.get(i).equals(right.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static void flush(List<String> left, List<String> right, List<Line> lines) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            lines.add(new Line(i < left.size() ? left.get(i) : null, i < right.size() ? right.get(i) : null));
        }
        left.clear();
        right.clear();
    }
}
