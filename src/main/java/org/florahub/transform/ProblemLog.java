package org.florahub.transform;

import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// The problems of one document: keeps the first 100, counts all. Not thread-safe.
final class ProblemLog {

    private static final int KEPT_MAX = 100;

    private final String file;
    private final List<Problem> kept = new ArrayList<>();
    private long count;

    ProblemLog(String file) {
        this.file = file;
    }

    void add(String code, int line, int column, @Nullable String field, String found, String expected, String remedy) {
        count++;
        if (kept.size() < KEPT_MAX) {
            kept.add(new Problem(code, file, line, column, field, found, expected, remedy));
        }
    }

    void add(int line, int column, @Nullable String field, Mismatch mismatch) {
        add(mismatch.code(), line, column, field, mismatch.found(), mismatch.expected(), mismatch.remedy());
    }

    long count() {
        return count;
    }

    /// Whether what is added now is only counted, so that finding its place is not worth the time.
    boolean full() {
        return kept.size() >= KEPT_MAX;
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<Problem> kept() {
        return List.copyOf(kept);
    }

    /// Takes the kept problems out and starts again at none.
    List<Problem> drain() {
        List<Problem> drained = List.copyOf(kept);
        kept.clear();
        count = 0;
        return drained;
    }
}
