package org.florahub.transform.template;

import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.transform.convert.Mismatch;
import org.jspecify.annotations.Nullable;

/// The problems of one document: keeps the first 100, counts all. Not thread-safe.
public final class ProblemLog {

    private static final int KEPT_MAX = 100;

    private final String file;
    private final List<Problem> kept = new ArrayList<>();
    private long count;

    public ProblemLog(String file) {
        this.file = file;
    }

    public void add(
            String code, int line, int column, @Nullable String field, String found, String expected, String remedy) {
        count++;
        if (kept.size() < KEPT_MAX) {
            kept.add(new Problem(code, file, line, column, field, found, expected, remedy));
        }
    }

    public void add(int line, int column, @Nullable String field, Mismatch mismatch) {
        add(mismatch.code(), line, column, field, mismatch.found(), mismatch.expected(), mismatch.remedy());
    }

    public long count() {
        return count;
    }

    /// Whether what is added now is only counted, so that finding its place is not worth the time.
    public boolean full() {
        return kept.size() >= KEPT_MAX;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public List<Problem> kept() {
        return List.copyOf(kept);
    }

    /// Takes the kept problems out and starts again at none.
    public List<Problem> drain() {
        List<Problem> drained = List.copyOf(kept);
        kept.clear();
        count = 0;
        return drained;
    }
}
