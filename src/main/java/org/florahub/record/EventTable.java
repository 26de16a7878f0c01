package org.florahub.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.florahub.event.Authority;
import org.florahub.event.EventId;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.vault.FlatJson;
import org.florahub.vault.Prepared;
import org.jspecify.annotations.Nullable;

/// The table `event` as the writer uses it: new rows, and the events that stand.
///
/// An event stands while no other refers to it and it is not itself a retraction.
final class EventTable {

    private static final String STANDS =
            " AND e.kind <> 'retract' AND NOT EXISTS (SELECT 1 FROM event c WHERE c.refers = e.seq)";

    /// A case and what is part of it.
    static final String PARTS = "SELECT no FROM vault_case WHERE no = ? OR merged_into = ?";

    private final Prepared insert;
    private final Prepared known;
    private final Prepared forget;
    private final Prepared byContent;
    private final Prepared byMessage;
    private final Prepared ofCase;
    private final Prepared rename;
    private final Prepared lastId;
    private final Prepared state;
    private final Prepared setState;

    EventTable(Connection writer) {
        insert = new Prepared(writer, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        known = new Prepared(writer, "INSERT INTO known_statement VALUES (?, ?) ON CONFLICT DO NOTHING");
        forget = new Prepared(writer, "DELETE FROM known_statement WHERE day = ? AND digest = ?");
        byContent = new Prepared(
                writer,
                "SELECT e.seq, e.id, e.status FROM event e WHERE e.person = ? AND e.source = ? AND e.status = ?"
                        + " AND substr(e.occurred, 1, 10) = ?" + STANDS + " LIMIT 2");
        byMessage = new Prepared(
                writer,
                "SELECT e.seq, e.id, e.status FROM message m JOIN event e ON e.message = m.no"
                        + " WHERE m.message_id = ? AND m.sender = ? AND e.person = ? AND e.source = ?" + STANDS);
        ofCase = new Prepared(
                writer,
                "SELECT e.seq, e.source, e.occurred, e.statement FROM vault_person p JOIN event e ON e.person = p.no"
                        + " WHERE p.case_no IN (" + PARTS + ")" + STANDS + " ORDER BY e.occurred, e.seq");
        rename = new Prepared(writer, "UPDATE event SET person = ? WHERE person = ?");
        lastId = new Prepared(writer, "SELECT id FROM event ORDER BY seq DESC LIMIT 1");
        state = new Prepared(writer, "SELECT state FROM case_state WHERE case_no = ?");
        setState = new Prepared(
                writer,
                "INSERT INTO case_state VALUES (?, ?) ON CONFLICT (case_no) DO UPDATE SET state = excluded.state");
    }

    /// An event to store.
    ///
    /// @param refers sequence number of [StatusEvent#refers()], `null` if there is none
    record New(
            long seq,
            long message,
            PreparedEntry from,
            StatusEvent event,
            long person,
            @Nullable Long refers,
            long leaf) {}

    void insert(New row) throws SQLException {
        StatusEvent event = row.event;
        insert.run(
                row.seq,
                event.id().value(),
                row.message,
                row.from.entry().line(),
                row.person,
                event.caseRef().value(),
                event.personRef().value(),
                event.source().toString(),
                event.status(),
                row.from.occurred(),
                event.statement().kind().key(),
                row.refers,
                event.regime().key(),
                row.from.openJson(),
                event.recordedAt().toEpochMilli(),
                row.leaf);
    }

    /// Remembers a statement by its content.
    ///
    /// @return `false` if it was known before
    boolean remember(PreparedEntry statement) throws SQLException {
        return known.run(statement.day(), statement.content()) > 0;
    }

    void forget(PreparedEntry statement) throws SQLException {
        forget.run(statement.day(), statement.content());
    }

    /// The standing events of a person with that status on that date, from that source: two at most.
    List<Target> standing(long person, Authority source, String status, String date) throws SQLException {
        return byContent.all(EventTable::target, person, source.toString(), status, date);
    }

    /// The standing events of a person that came in a message of that id, from that sender and source.
    List<Target> standingIn(String sender, String messageId, long person, Authority source) throws SQLException {
        return byMessage.all(EventTable::target, messageId, sender, person, source.toString());
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(row.getLong(1), new EventId(Prepared.uuid(row, 2)), row.getString(3));
    }

    /// The standing events of a case in the order in which they occurred.
    List<Standing> ofCase(long caseNo) throws SQLException {
        return ofCase.all(
                row -> new Standing(
                        row.getLong(1),
                        Authority.parse(row.getString(2)),
                        row.getString(3),
                        Statement.unflatten(FlatJson.read(row.getString(4)))),
                caseNo,
                caseNo);
    }

    /// The events of one person are those of another from now on.
    void rename(long from, long to) throws SQLException {
        rename.run(to, from);
    }

    /// The newest event's id, `null` if there is none.
    @Nullable
    UUID lastId() throws SQLException {
        return lastId.first(row -> Prepared.uuid(row, 1));
    }

    @Nullable
    String state(long caseNo) throws SQLException {
        return state.first(row -> row.getString(1), caseNo);
    }

    void setState(long caseNo, String text) throws SQLException {
        setState.run(caseNo, text);
    }

    /// What a correction or retraction may refer to.
    record Target(long seq, EventId id, String status) {}

    /// A standing event, as far as a case's state follows from it.
    record Standing(long seq, Authority source, String occurred, Statement statement) {}
}
