package org.florahub.cli;

import java.io.PrintWriter;
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

    boolean asJson() {
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

    /// Rows below their headings, each column as wide as its widest cell.
    void table(List<String> headings, List<List<String>> rows) {
        int[] widths = new int[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = headings.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        out().println(bold(cells(headings, widths)));
        rows.forEach(row -> out().println(cells(row, widths)));
    }

    private static String cells(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(row.get(column));
            line.repeat(
                    ' ',
                    column == widths.length - 1
                            ? 0
                            : widths[column] - row.get(column).length() + 2);
        }
        return line.toString().stripTrailing();
    }

    /// One paragraph for each: place, what stands there, what was expected, what to do.
    void problems(List<Problem> problems) {
        for (Problem problem : problems) {
            String place = problem.line() == 0
                    ? problem.file()
                    : problem.column() == 0
                            ? "%s:%d".formatted(problem.file(), problem.line())
                            : "%s:%d:%d".formatted(problem.file(), problem.line(), problem.column());
            line("%s%s", bold(place), problem.field() == null ? "" : "  " + problem.field());
            line("    %s %s, expected %s.", red(problem.code() + " found"), problem.found(), problem.expected());
            line("    %s", problem.remedy());
        }
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

    /// Columns of the terminal.
    static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[0-9]{2,3}") ? Math.max(60, Integer.parseInt(columns)) : 120;
    }
}
