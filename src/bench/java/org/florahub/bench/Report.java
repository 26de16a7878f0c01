package org.florahub.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// The table that is printed and the numbers that are kept. Not thread-safe.
final class Report {

    private final PrintStream out;
    private final Map<String, Double> numbers = new TreeMap<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
    }

    /// What is going on; not a result.
    void progress(String text) {
        out.println("  … " + text);
    }

    void head(String title) {
        line("%n%-44s%10s%10s%10s".formatted(title, "min", "median", "max"));
    }

    void row(String label, Spread spread) {
        line("%-44s%s".formatted(label, spread));
    }

    /// Keeps a number under a name, for example `mq.ratio`.
    void keep(String name, double value) {
        numbers.put(name, Math.round(value * 1000) / 1000.0);
    }

    void write(Path file) {
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file, numbers);
    }
}
