package org.florahub.cli;

import java.util.ArrayList;
import java.util.List;
import org.florahub.kit.LineDiff;
import org.florahub.kit.LineDiff.Line;
import org.jspecify.annotations.Nullable;

/// Shows two texts beside each other where lines are short, else below each other with the place where they part.
/// White space and control characters of lines that differ are visible.
final class DiffView {

    private static final int CONTEXT = 2;
    private static final int LINES_MAX = 60;
    private static final int BEFORE_THE_DIFFERENCE = 24;

    private final Screen screen;
    private final int half;

    DiffView(Screen screen) {
        this.screen = screen;
        this.half = (Screen.width() - 7) / 2;
    }

    void print(String expected, String actual) {
        List<Line> lines = near(LineDiff.of(expected, actual).lines());
        boolean beside = lines.stream().allMatch(line -> fits(line.expected()) && fits(line.actual()));
        if (beside) {
            row(" ", screen.bold("expected") + " ".repeat(Math.max(0, half - 8)), screen.bold("actual"));
        }
        lines.stream().limit(LINES_MAX).forEach(line -> {
            if (beside) {
                beside(line);
            } else {
                below(line);
            }
        });
        if (lines.size() > LINES_MAX) {
            screen.line("    … %d more lines; --json has them all", lines.size() - LINES_MAX);
        }
    }

    /// What differs, with a few equal lines around it.
    private static List<Line> near(List<Line> lines) {
        var near = new ArrayList<Line>();
        for (int i = 0; i < lines.size(); i++) {
            boolean shown = false;
            for (int j = Math.max(0, i - CONTEXT); j <= Math.min(lines.size() - 1, i + CONTEXT); j++) {
                shown |= !lines.get(j).same();
            }
            if (shown) {
                near.add(lines.get(i));
            }
        }
        return near;
    }

    private boolean fits(@Nullable String line) {
        return line == null || line.length() <= half;
    }

    private void beside(Line line) {
        String expected = line.expected() == null ? "" : line.same() ? line.expected() : visible(line.expected());
        String actual = line.actual() == null ? "" : line.same() ? line.actual() : visible(line.actual());
        String padding = " ".repeat(Math.max(0, half - expected.length()));
        if (line.same()) {
            row(" ", screen.faint(expected) + padding, screen.faint(actual));
        } else {
            row(mark(line), screen.red(expected) + padding, screen.green(actual));
        }
    }

    private static String mark(Line line) {
        return line.expected() == null ? "+" : line.actual() == null ? "-" : "≠";
    }

    private void row(String mark, String left, String right) {
        screen.out().println("    %s %s │ %s".formatted(mark, left, right).stripTrailing());
    }

    private void below(Line line) {
        if (line.same()) {
            screen.line("      %s", screen.faint(cut(visible(String.valueOf(line.expected())), 0)));
            return;
        }
        int from = 0;
        if (line.expected() != null && line.actual() != null) {
            String one = visible(line.expected());
            String other = visible(line.actual());
            while (from < one.length() && from < other.length() && one.charAt(from) == other.charAt(from)) {
                from++;
            }
        }
        int start = Math.max(0, from - BEFORE_THE_DIFFERENCE);
        if (line.expected() != null) {
            screen.line("    - %s", screen.red(cut(visible(line.expected()), start)));
        }
        if (line.actual() != null) {
            screen.line("    + %s", screen.green(cut(visible(line.actual()), start)));
        }
    }

    private static String cut(String text, int start) {
        int room = Screen.width() - 8;
        String shown = start == 0 ? text : "…" + text.substring(Math.min(start, text.length()));
        return shown.length() <= room ? shown : shown.substring(0, room - 1) + "…";
    }

    /// Each character that an eye cannot tell from nothing, or from a space, as a sign of its own.
    static String visible(String line) {
        var text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case ' ' -> text.append('·');
                case '\t' -> text.append('→');
                case '\r' -> text.append('␍');
                case '\u00a0' -> text.append('⍽');
                case '\ufeff' -> text.append("⟨BOM⟩");
                default -> {
                    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        text.append("⟨%02X⟩".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.toString();
    }
}
