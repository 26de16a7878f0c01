package org.florahub.adapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.florahub.event.Problem;
import org.yaml.snakeyaml.error.Mark;

/// Collects what is wrong with one file, so that an engineer gets one list and not one mistake per attempt.
final class Mistakes {

    /// The file is not YAML, or not shaped as an adapter.yaml is.
    static final String SHAPE = "A001";
    /// A key that does not exist, or stands twice.
    static final String KEY = "A002";
    /// A key that must be there and is not.
    static final String MISSING = "A003";
    /// A value that this key cannot have.
    static final String VALUE = "A004";
    /// Values that contradict each other, or another adapter.
    static final String CONFLICT = "A005";
    /// An environment variable that a setting names and nobody has set.
    static final String ENVIRONMENT = "A006";

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    /// @param file as an engineer finds it: `adapters/NAME/adapter.yaml`
    Mistakes(String file) {
        this.file = file;
    }

    void add(String code, Mark at, String field, String found, String expected, String remedy) {
        problems.add(new Problem(
                code,
                file,
                at.getLine() + 1,
                at.getColumn() + 1,
                field.isEmpty() ? null : field,
                found,
                expected,
                remedy));
    }

    void add(String code, String found, String expected, String remedy) {
        problems.add(new Problem(code, file, 0, 0, null, found, expected, remedy));
    }

    /// In the order of their places.
    List<Problem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
