package org.florahub.intake;

import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.record.Entry;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.jspecify.annotations.Nullable;

/// Reads a whole message once: keeps its statements while they fit into one transaction, and otherwise only counts,
/// so that a long message takes no more memory than a short one.
final class FirstPass implements Sink {

    private final Gate gate;
    private final IntakeLimits limits;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private long taken;
    private long rejected;

    FirstPass(Gate gate, IntakeLimits limits) {
        this.gate = gate;
        this.limits = limits;
    }

    @Override
    public void statement(Statement statement, int line) {
        @Nullable Problem problem = gate.refuse(statement, line);
        if (problem != null) {
            reject(List.of(problem));
            return;
        }
        taken++;
        if (taken <= limits.chunkEvents()) {
            entries.add(new Entry(statement, line));
        } else {
            entries.clear();
        }
    }

    @Override
    public void rejected(RejectedRecord row) {
        reject(row.problems());
    }

    private void reject(List<Problem> reasons) {
        rejected++;
        if (problems.size() + reasons.size() <= limits.rejectedRowsMax()) {
            problems.addAll(reasons);
        }
    }

    /// Whether the message needs more than one transaction.
    boolean isLong() {
        return taken > limits.chunkEvents();
    }

    /// The statements to record; empty for a long message.
    List<Entry> entries() {
        return entries;
    }

    /// How many statements may be recorded.
    long taken() {
        return taken;
    }

    /// How many records are left out.
    long rejected() {
        return rejected;
    }

    /// The reasons for what is left out, as far as they are kept.
    List<Problem> problems() {
        return problems;
    }
}
