package org.florahub.record;

import java.sql.SQLException;
import java.util.List;
import org.florahub.event.Problem;

/// Stores the row of a long message before its statements, or finds the one that is there.
record BeginWork(Arrival arrival) implements Work<BeginWork.Begun> {

    /// What was found.
    sealed interface Begun {

        /// Whether the original that was handed in is the one that is kept.
        boolean keepsOriginal();

        /// The message has its answer.
        record Answered(Recorded recorded, boolean keepsOriginal) implements Begun {}

        /// The message waits for its statements.
        ///
        /// @param header as it was begun
        record Waiting(long message, long statements, MessageHeader header, boolean keepsOriginal) implements Begun {

            static Waiting at(Message begun) {
                return new Waiting(begun.no(), begun.statements(), begun.header(), false);
            }
        }
    }

    @Override
    public Begun run(Transaction tx) throws SQLException {
        Recorded known = arrival.answered(tx);
        if (known != null) {
            return new Begun.Answered(known, false);
        }
        MessageRow begun = tx.messages.byDigest(arrival.key());
        if (begun != null && begun.message().disposition() == Disposition.IN_PROGRESS) {
            return Begun.Waiting.at(begun.message());
        }
        long no = tx.numbers.nextMessage();
        Problem conflict = arrival.conflict(tx);
        if (conflict != null) {
            Recorded rejected = arrival.store(tx, no, Disposition.REJECTED, new Tally(), List.of(conflict));
            return new Begun.Answered(rejected, true);
        }
        arrival.store(tx, no, Disposition.IN_PROGRESS, new Tally(), List.of());
        return new Begun.Waiting(no, 0, arrival.header(), true);
    }
}
