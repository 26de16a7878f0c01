package org.florahub.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.florahub.event.Problem;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where a command shows what it found: aligned text for people, coloured on a terminal only, or JSON for programs.
final class Screen {

    private static final int WIDE = 160;
    private static final String WORDS_INDENT = "      ";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON for programs; its keys are in docs/reference/kit.md.")
    private boolean json;

    /// Whether JSON was asked for, which was then printed.
    boolean json(Object report) {
        if (json) {
            out().println(JSON.writeValueAsString(report));
        }
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would need a dependency of its own
    void line(String format, Object... arguments) {
        out().println(format.formatted(arguments));
    }

    /// How far long work is, in one line that is written over; on a terminal only.
    void progress(String text) {
        if (Ansi.AUTO.enabled() && !json) {
            err().printf("\r%-70.70s", text);
            err().flush();
        }
    }

    void clearProgress() {
        progress("");
        if (Ansi.AUTO.enabled() && !json) {
            err().print("\r");
            err().flush();
        }
    }

    /// Rows below their headings, each column as wide as its widest cell. On a terminal that is too narrow the last
    /// cell of each row stands below it.
    void table(List<String> headings, List<List<String>> rows) {
        int last = headings.size() - 1;
        int[] widths = new int[headings.size()];
        for (int column = 0; column <= last; column++) {
            widths[column] = headings.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        boolean narrow = Arrays.stream(widths).sum() + 2 * last > width();
        line("%s", bold(cells(narrow ? headings.subList(0, last) : headings, widths)));
        for (List<String> row : rows) {
            line("%s", cells(narrow ? row.subList(0, last) : row, widths));
            if (narrow && !row.get(last).isEmpty()) {
                line("    %s", faint(row.get(last)));
            }
        }
    }

    private static String cells(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(row.get(column));
            line.repeat(
                    ' ',
                    column == row.size() - 1
                            ? 0
                            : widths[column] - row.get(column).length() + 2);
        }
        return line.toString().stripTrailing();
    }

    /// One paragraph for each: place, what stands there, what was expected, what to do. The places of a mistake that
    /// is made several times in a row stand above one paragraph.
    void problems(List<Problem> problems) {
        for (int i = 0; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            line("%s%s", bold(place(problem)), problem.field() == null ? "" : "  " + problem.field());
            if (i + 1 == problems.size() || !alike(problem, problems.get(i + 1))) {
                line("    %s %s, expected %s.", red(problem.code() + " found"), problem.found(), problem.expected());
                line("    %s", problem.remedy());
            }
        }
    }

    /// Words in as many lines as they need.
    void words(List<String> words) {
        var line = new StringBuilder();
        for (String word : words) {
            if (!line.isEmpty() && line.length() + word.length() + WORDS_INDENT.length() + 1 > Math.min(width(), 100)) {
                line("%s%s", WORDS_INDENT, line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line("%s%s", WORDS_INDENT, line);
    }

    private static String place(Problem problem) {
        if (problem.line() == 0) {
            return problem.file();
        }
        String line = "%s:%d".formatted(problem.file(), problem.line());
        return problem.column() == 0 ? line : line + ":" + problem.column();
    }

    private static boolean alike(Problem one, Problem other) {
        return one.code().equals(other.code())
                && one.found().equals(other.found())
                && one.expected().equals(other.expected())
                && one.remedy().equals(other.remedy());
    }

    String red(String text) {
        return coloured("31", text);
    }

    String green(String text) {
        return coloured("32", text);
    }

    String yellow(String text) {
        return coloured("33", text);
    }

    String bold(String text) {
        return coloured("1", text);
    }

    String faint(String text) {
        return coloured("2", text);
    }

    private static String coloured(String code, String text) {
        return Ansi.AUTO.enabled() ? "\u001b[%sm%s\u001b[0m".formatted(code, text) : text;
    }

    /// Columns of the terminal, which the launcher passes on; without one, such as in a pipe, nobody needs a limit.
    static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[0-9]{2,3}") ? Math.max(60, Integer.parseInt(columns)) : WIDE;
    }
}
