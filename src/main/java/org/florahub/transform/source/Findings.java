package org.florahub.transform.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// Collects every mistake of a transform folder, so that they can be shown at once. Not thread-safe.
public final class Findings {

    private final List<Problem> problems = new ArrayList<>();

    /// Notes a mistake.
    ///
    /// @param code stable name of the check in kebab case, see docs/reference/templates.md
    public void add(Place at, String code, @Nullable String where, String found, String expected, String remedy) {
        problems.add(new Problem(code, at.file(), at.line(), at.column(), where, found, expected, remedy));
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /// All of them by file and line; one that an included file gives several times stands once.
    public List<Problem> all() {
        var seen = new HashSet<List<Object>>();
        return problems.stream()
                .filter(p -> seen.add(List.of(p.file(), p.line(), p.column(), p.code(), p.found())))
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }

    /// `. Did you mean NAME?` where one of the names is near, else `.` and the list of names.
    public static String didYouMean(String wrong, Collection<String> names) {
        String near = null;
        int least = Math.max(2, wrong.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(wrong, name);
            if (distance < least) {
                least = distance;
                near = name;
            }
        }
        return near == null
                ? "There are: " + String.join(", ", names.stream().sorted().toList()) + "."
                : "Did you mean " + near + "?";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
