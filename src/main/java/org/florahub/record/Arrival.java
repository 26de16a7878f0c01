package org.florahub.record;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// A message at the door, within a transaction: is it a duplicate, may it use its id, and its row when it is done.
///
/// @param key     by what it is recognised
/// @param replays see [Submission#replays()]
record Arrival(MessageHeader header, SealedOriginal original, MessageKey key, long replays) {

    /// The answer that this message already has, `null` if it has none.
    @Nullable
    Recorded answered(Transaction tx) throws SQLException {
        if (replays == 0) {
            return tx.messages.answer(header, key);
        }
        MessageRow old = tx.messages.byNo(replays);
        if (old == null) {
            throw new IllegalArgumentException("There is no message %d to replay".formatted(replays));
        }
        MessageRow replay = tx.messages.byNo(old.message().replayedBy());
        return replay == null
                ? null
                : replay.answer(tx.messages.problems(replay.message().no()));
    }

    /// The reason why the message may not use its id, `null` if it may.
    @Nullable
    Problem conflict(Transaction tx) throws SQLException {
        if (header.messageId() == null || !tx.messages.processed(header.sender(), header.messageId(), replays)) {
            return null;
        }
        return new Problem(
                "S100",
                header.name(),
                0,
                0,
                Field.MESSAGE_ID.path(),
                "the id of a message that was recorded with other content",
                "an id of its own for each message",
                "Send the message under a new id.");
    }

    /// Stores the message's row and its problems.
    ///
    /// @param problems what intake found; those of refused statements are added
    Recorded store(Transaction tx, long no, Disposition disposition, Tally tally, List<Problem> problems)
            throws SQLException {
        List<Problem> all = Stream.concat(
                        problems.stream(), tally.refused.stream().map(Refused::problem))
                .toList();
        tx.messages.insert(
                new MessageTable.New(no, header, tx.now(), key, original, tx.wrap(original), disposition, tally));
        tx.messages.addProblems(no, all);
        if (replays != 0) {
            tx.messages.replayed(replays, no);
        }
        return new Recorded(
                no,
                disposition,
                tally.firstEvent,
                tally.events,
                tally.alreadyKnown,
                tally.firstLeaf,
                tally.refused,
                all,
                tally.rejected,
                false);
    }
}
