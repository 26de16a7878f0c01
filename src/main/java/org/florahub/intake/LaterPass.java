package org.florahub.intake;

import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.record.Entry;
import org.florahub.record.LongRecording;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.jspecify.annotations.Nullable;

/// Reads a long message again and records it chunk by chunk, skipping what an earlier attempt has recorded already.
/// Holds one chunk.
final class LaterPass implements Sink {

    private final Gate gate;
    private final IntakeLimits limits;
    private final LongRecording recording;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Entry> chunk = new ArrayList<>();
    private long toSkip;
    private long rejected;

    LaterPass(Gate gate, IntakeLimits limits, LongRecording recording) {
        this.gate = gate;
        this.limits = limits;
        this.recording = recording;
        this.toSkip = recording.statements();
    }

    @Override
    public void statement(Statement statement, int line) {
        @Nullable Problem problem = gate.refuse(statement, line);
        if (problem != null) {
            reject(List.of(problem));
        } else if (toSkip > 0) {
            toSkip--;
        } else {
            chunk.add(new Entry(statement, line));
            if (chunk.size() == limits.chunkEvents()) {
                flush();
            }
        }
    }

    @Override
    public void rejected(RejectedRecord row) {
        reject(row.problems());
    }

    /// Records what is left over.
    void flush() {
        if (!chunk.isEmpty()) {
            recording.chunk(List.copyOf(chunk));
            chunk.clear();
        }
    }

    long rejected() {
        return rejected;
    }

    List<Problem> problems() {
        return problems;
    }

    private void reject(List<Problem> reasons) {
        rejected++;
        if (problems.size() + reasons.size() <= limits.rejectedRowsMax()) {
            problems.addAll(reasons);
        }
    }
}
