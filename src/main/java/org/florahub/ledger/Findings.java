package org.florahub.ledger;

import java.util.ArrayList;
import java.util.List;

/// The differences that a check comes upon: all are counted, the first thousand kept. Not thread-safe.
public final class Findings {

    private static final int KEPT_MAX = 1_000;

    private final List<Difference> kept = new ArrayList<>();
    private long count;

    /// Takes note of a difference.
    public void add(Difference difference) {
        count++;
        if (kept.size() < KEPT_MAX) {
            kept.add(difference);
        }
    }

    /// See [Difference].
    public void add(String place, String found, String expected, String remedy) {
        add(new Difference(place, found, expected, remedy));
    }

    /// How many there are.
    public long count() {
        return count;
    }

    /// The first of them.
    public List<Difference> kept() {
        return List.copyOf(kept);
    }
}
