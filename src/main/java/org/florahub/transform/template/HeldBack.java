package org.florahub.transform.template;

import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Statement;

/// Keeps what a short document says until it is known that the document counts; passes on what a long one says.
public final class HeldBack {

    private static final int HELD_MAX = 1000;

    private final Sink sink;
    private final List<Runnable> held = new ArrayList<>();
    private boolean passing;
    private boolean closed;
    private long statements;

    public HeldBack(Sink sink) {
        this.sink = sink;
    }

    public void statement(Statement statement, int line) {
        statements++;
        accept(() -> sink.statement(statement, line));
    }

    public void rejected(RejectedRecord row) {
        accept(() -> sink.rejected(row));
    }

    private void accept(Runnable handOver) {
        if (closed) {
            return;
        }
        if (passing) {
            handOver.run();
            return;
        }
        held.add(handOver);
        if (held.size() > HELD_MAX) {
            release();
        }
    }

    /// The document counts so far: hands over what is held and everything after it at once.
    public void release() {
        passing = true;
        held.forEach(Runnable::run);
        held.clear();
    }

    /// The document does not count: nothing more is handed over.
    public void close() {
        closed = true;
        if (!passing) {
            statements = 0;
        }
        held.clear();
    }

    /// How many statements were handed over or are held.
    public long statements() {
        return statements;
    }
}
