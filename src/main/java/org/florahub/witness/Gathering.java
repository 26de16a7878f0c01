package org.florahub.witness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Policy;
import org.jspecify.annotations.Nullable;

/// The checkpoint that is in question and the cosignatures it has so far.
///
/// One checkpoint is in question at a time, until its quorum is there or nobody is being asked: else a witness that
/// needs longer than a second would always sign another one than the rest. Thread-safe.
final class Gathering {

    private final Policy policy;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Checkpoint newest; // guarded by lock, as all below
    private Checkpoint asked;
    private Checkpoint gathered;
    private @Nullable Checkpoint witnessed;
    private long round = 1;
    private int busy;
    private boolean enough;
    private boolean closed;
    private @Nullable Long waitingSince;
    private @Nullable Long nextSince;

    /// @param first     the log's newest checkpoint
    /// @param witnessed the last one that had a quorum, if it is known
    /// @param nanos     a clock that is never set back
    Gathering(Policy policy, Checkpoint first, @Nullable Checkpoint witnessed, LongSupplier nanos) {
        this.policy = policy;
        this.newest = first;
        this.asked = first;
        this.gathered = first;
        this.witnessed = witnessed;
        this.nanos = nanos;
        this.waitingSince = covers(witnessed, first) ? null : (Long) nanos.getAsLong();
    }

    /// A checkpoint that is in question.
    record Question(long round, Checkpoint checkpoint) {}

    /// Waits for a question after the one that is done; `null` when closed. To be followed by one of the others.
    @Nullable
    Question next(long done) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && round <= done) {
                changed.await();
            }
            busy++;
            return closed ? null : new Question(round, asked);
        } finally {
            lock.unlock();
        }
    }

    /// A witness has cosigned what it was asked for.
    ///
    /// @return the checkpoint with the shortest cosignatures that suffice, if this was the last that was missing
    Optional<Checkpoint> signed(Question question, Checkpoint signed) {
        lock.lock();
        try {
            busy--;
            Optional<Checkpoint> sufficient = Optional.empty();
            if (question.round() == round && !enough) {
                gathered = policy.merged(gathered, signed);
                sufficient = policy.witnessed(gathered);
                sufficient.ifPresent(this::suffices);
            }
            advance();
            return sufficient;
        } finally {
            lock.unlock();
        }
    }

    /// A witness has not cosigned.
    void failed() {
        lock.lock();
        try {
            busy--;
            advance();
        } finally {
            lock.unlock();
        }
    }

    /// The log has a new checkpoint.
    void offer(Checkpoint checkpoint) {
        lock.lock();
        try {
            newest = checkpoint;
            long now = nanos.getAsLong();
            if (waitingSince == null && !covers(witnessed, checkpoint)) {
                waitingSince = now;
            }
            if (nextSince == null && checkpoint.size() > asked.size()) {
                nextSince = now;
            }
            advance();
        } finally {
            lock.unlock();
        }
    }

    Optional<Checkpoint> witnessed() {
        lock.lock();
        try {
            return Optional.ofNullable(witnessed);
        } finally {
            lock.unlock();
        }
    }

    /// How long the oldest checkpoint has been waiting whose leaves are not witnessed; zero if all are.
    Duration lag() {
        lock.lock();
        try {
            return waitingSince == null ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - waitingSince);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void suffices(Checkpoint checkpoint) {
        enough = true;
        witnessed = checkpoint;
        waitingSince = nextSince;
    }

    private void advance() {
        if (!newest.note().equals(asked.note()) && (enough || busy == 0)) {
            asked = newest;
            gathered = newest;
            enough = false;
            nextSince = null;
            round++;
            changed.signalAll();
        }
    }

    private static boolean covers(@Nullable Checkpoint witnessed, Checkpoint checkpoint) {
        return witnessed != null && witnessed.size() >= checkpoint.size();
    }
}
