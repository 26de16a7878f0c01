package org.florahub.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Keeps messages in the order in which they came although they are read at the same time: a message is handed to
/// the writer only after the one before it has been, or has turned out to need no recording.
///
/// Without it, a correction could overtake what it corrects. Reading, which costs the most, stays parallel, and
/// all messages of a row can still be committed as one group. Thread-safe.
public final class Turn {

    private static final ScopedValue<Turn> CURRENT = ScopedValue.newInstance();

    private final CompletableFuture<Void> before;
    private final CompletableFuture<Void> passed = new CompletableFuture<>();

    private Turn(CompletableFuture<Void> before) {
        this.before = before;
    }

    /// So many turns, each after the one before it in the list. Every one of them must be [taken][#take], at the
    /// same time or in the order of the list.
    public static List<Turn> row(int length) {
        var row = new ArrayList<Turn>(length);
        CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
        for (int i = 0; i < length; i++) {
            var turn = new Turn(before);
            row.add(turn);
            before = turn.passed;
        }
        return row;
    }

    /// Does an action in this turn: what it records in this thread waits until it is its turn. The turn passes on
    /// when the first recording of the action is handed to the writer, and at the latest when the action ends.
    public <T> T take(Callable<T> action) throws Exception {
        try {
            return ScopedValue.where(CURRENT, this).call(action::call);
        } finally {
            before.join();
            passed.complete(null);
        }
    }

    /// Waits until it is the turn of whatever this thread does.
    static void await() {
        if (CURRENT.isBound()) {
            CURRENT.get().before.join();
        }
    }

    /// Lets the next one have its turn.
    static void pass() {
        if (CURRENT.isBound()) {
            CURRENT.get().passed.complete(null);
        }
    }
}
