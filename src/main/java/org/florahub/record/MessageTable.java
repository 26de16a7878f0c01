package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.record.SealedOriginal.Place;
import org.florahub.vault.Prepared;
import org.jspecify.annotations.Nullable;

/// The tables `message` and `message_problem`, on one connection.
final class MessageTable {

    private static final String SELECT = "SELECT " + MessageRow.COLUMNS + " FROM message WHERE ";

    private final Prepared insert;
    private final Prepared progress;
    private final Prepared replayed;
    private final Prepared insertProblem;
    private final Prepared problems;
    private final Prepared problemCount;
    private final Prepared byNo;
    private final Prepared byDigest;
    private final Prepared processed;
    private final Prepared newest;
    private final Prepared inQuarantine;
    private final Prepared unfinished;
    private final Prepared ownFile;

    MessageTable(Connection connection) {
        insert = new Prepared(
                connection,
                "INSERT INTO message (" + MessageRow.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
        progress = new Prepared(
                connection,
                "UPDATE message SET disposition = ?, statements = ?, first_event = ?, events = ?, already_known = ?,"
                        + " first_leaf = ?, rejected = ? WHERE no = ?");
        replayed = new Prepared(connection, "UPDATE message SET replayed_by = ? WHERE no = ?");
        insertProblem = new Prepared(connection, "INSERT INTO message_problem VALUES (?, ?, ?)");
        problems = new Prepared(connection, "SELECT problem FROM message_problem WHERE message = ? ORDER BY ordinal");
        problemCount = new Prepared(connection, "SELECT count(*) FROM message_problem WHERE message = ?");
        byNo = new Prepared(connection, SELECT + "no = ?");
        byDigest = new Prepared(connection, "SELECT no FROM message WHERE digest = ? ORDER BY no DESC LIMIT 1");
        processed = new Prepared(
                connection,
                "SELECT no FROM message WHERE message_id = ? AND sender = ? AND no <> ? AND disposition <> 'rejected' LIMIT 1");
        newest = new Prepared(connection, SELECT + "no < ? ORDER BY no DESC LIMIT ?");
        inQuarantine = new Prepared(
                connection,
                SELECT + "disposition <> 'accepted' AND disposition IN ('rejected', 'partly') AND replayed_by = 0"
                        + " AND no < ? ORDER BY no DESC LIMIT ?");
        unfinished = new Prepared(
                connection, SELECT + "disposition <> 'accepted' AND disposition = 'in-progress' ORDER BY no");
        ownFile = new Prepared(connection, "SELECT count(*) FROM message WHERE own_file = ?");
    }

    /// A message to store. Its original is durable, or has been appended to a segment.
    @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
    record New(
            long no,
            MessageHeader header,
            Instant receivedAt,
            MessageKey key,
            SealedOriginal original,
            byte[] wrappedKey,
            Disposition disposition,
            Tally tally) {

        private Place place() {
            return original.place() instanceof Place.Pending pending && pending.appended() != null
                    ? pending.appended()
                    : original.place();
        }
    }

    void insert(New row) throws SQLException {
        MessageHeader header = row.header;
        Place place = row.place();
        insert.run(
                row.no,
                header.sender(),
                header.adapterVersion(),
                header.transform(),
                header.source().toString(),
                header.land() == null ? null : header.land().key(),
                header.channel(),
                header.name(),
                header.messageId(),
                header.sentAt() == null ? null : header.sentAt().toString(),
                row.receivedAt.toEpochMilli(),
                row.key.bytes(),
                row.original.sizeBytes(),
                place instanceof Place.OwnFile own ? own.name() : null,
                place instanceof Place.InSegment in ? in.segment() : null,
                place instanceof Place.InSegment in ? in.offset() : null,
                row.wrappedKey,
                row.disposition.key(),
                row.tally.statements,
                row.tally.firstEvent,
                row.tally.events,
                row.tally.alreadyKnown,
                row.tally.firstLeaf,
                row.tally.rejected);
    }

    void progress(long no, Disposition disposition, Tally tally) throws SQLException {
        progress.run(
                disposition.key(),
                tally.statements,
                tally.firstEvent,
                tally.events,
                tally.alreadyKnown,
                tally.firstLeaf,
                tally.rejected,
                no);
    }

    /// Takes a message out of quarantine.
    void replayed(long no, long by) throws SQLException {
        replayed.run(by, no);
    }

    void addProblems(long message, List<Problem> added) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        long ordinal = problemCount.number(message);
        for (Problem problem : added) {
            insertProblem.run(message, ordinal++, ProblemJson.write(problem));
        }
    }

    List<Problem> problems(long message) throws SQLException {
        return problems.all(row -> ProblemJson.read(row.getString(1)), message);
    }

    @Nullable
    MessageRow byNo(long no) throws SQLException {
        return byNo.first(MessageRow::read, no);
    }

    /// The newest message of those bytes. Mostly there is none, and asking for its number alone costs least.
    @Nullable
    MessageRow byDigest(MessageKey key) throws SQLException {
        Long no = byDigest.first(row -> row.getLong(1), (Object) key.bytes());
        return no == null ? null : byNo(no);
    }

    /// The answer to an earlier message of the same bytes: see [Recorder#earlier].
    @Nullable
    Recorded answer(MessageHeader header, MessageKey key) throws SQLException {
        MessageRow row = byDigest(key);
        if (row == null) {
            return null;
        }
        MessageHeader before = row.message().header();
        boolean answered = switch (row.message().disposition()) {
            case IN_PROGRESS -> false;
            case ACCEPTED, PARTLY -> true;
            case REJECTED ->
                before.adapterVersion().equals(header.adapterVersion())
                        && before.transform().equals(header.transform());
        };
        return answered ? row.answer(problems(row.message().no())) : null;
    }

    /// Whether something was recorded of another message of that sender with that id.
    ///
    /// @param except number of a message that does not count
    boolean processed(String sender, String messageId, long except) throws SQLException {
        return processed.first(row -> row.getLong(1), messageId, sender, except) != null;
    }

    List<MessageRow> newest(long before, int max) throws SQLException {
        return newest.all(MessageRow::read, before, max);
    }

    List<MessageRow> inQuarantine(long before, int max) throws SQLException {
        return inQuarantine.all(MessageRow::read, before, max);
    }

    List<MessageRow> unfinished() throws SQLException {
        return unfinished.all(MessageRow::read);
    }

    boolean refersTo(String file) throws SQLException {
        return ownFile.number(file) > 0;
    }
}
