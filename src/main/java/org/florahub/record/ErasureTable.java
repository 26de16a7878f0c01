package org.florahub.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.florahub.record.Erasure.Copy;
import org.florahub.record.Erasure.Notice;
import org.florahub.record.Erasure.Scope;
import org.florahub.vault.Prepared;
import org.jspecify.annotations.Nullable;

/// The orders to erase, on one connection.
final class ErasureTable {

    private static final String NOTICE =
            "SELECT d.name, n.sent_at, n.reminders, n.next_at, n.acknowledged_at, n.acknowledged_by, n.destination"
                    + " FROM erasure_notice n JOIN destination d ON d.no = n.destination WHERE n.erasure = ? ORDER BY d.name";

    private static final String COPIES = "SELECT DISTINCT l.no, l.id, l.sequence, coalesce(f.extension, ''), l.at,"
            + " l.events,"
            + " NOT EXISTS (SELECT 1 FROM delivery_event o WHERE o.delivery = l.no AND o.destination = v.destination"
            + " AND o.event NOT IN (SELECT event FROM erasure_event))"
            + " FROM erasure_event e JOIN delivery_event v ON v.event = e.event JOIN delivery l ON l.no = v.delivery"
            + " LEFT JOIN delivery_form f ON f.no = l.form WHERE e.erasure = ? AND v.destination = ? ORDER BY l.no";

    private final Prepared insert;
    private final Prepared last;
    private final Prepared approve;
    private final Prepared cleared;
    private final Prepared rows;
    private final Prepared leaves;
    private final Prepared orders;
    private final Prepared messages;
    private final Prepared notices;
    private final Prepared copies;
    private final Prepared events;
    private final Prepared sent;
    private final Prepared acknowledged;
    private final Prepared isAcknowledged;

    ErasureTable(Connection connection) {
        insert = new Prepared(connection, "INSERT INTO erasure VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)");
        last = new Prepared(connection, "SELECT coalesce(max(no), 0) FROM erasure");
        approve = new Prepared(
                connection, "UPDATE erasure SET approved_by = ?, approved_at = ? WHERE no = ? AND approved_at IS NULL");
        cleared = new Prepared(connection, "UPDATE erasure SET cleared_at = ? WHERE no = ? AND cleared_at IS NULL");
        rows = new Prepared(
                connection,
                "SELECT no, scope, subject, reason, proposed_by, proposed_at, expires_at, approved_by, approved_at,"
                        + " cleared_at FROM erasure WHERE no >= ? AND no <= ? ORDER BY no");
        leaves = new Prepared(connection, "SELECT leaf FROM erasure_event WHERE erasure = ? ORDER BY leaf");
        orders = new Prepared(connection, "SELECT leaf FROM erasure_order WHERE erasure = ? ORDER BY leaf");
        messages = new Prepared(connection, "SELECT message FROM erasure_message WHERE erasure = ? ORDER BY message");
        notices = new Prepared(connection, NOTICE);
        events = new Prepared(connection, "SELECT event FROM erasure_event WHERE erasure = ?");
        copies = new Prepared(connection, COPIES);
        sent = new Prepared(
                connection,
                "UPDATE erasure_notice SET reminders = reminders + (sent_at IS NOT NULL),"
                        + " sent_at = coalesce(sent_at, ?), next_at = ? WHERE erasure = ?"
                        + " AND destination = (SELECT no FROM destination WHERE name = ?)");
        isAcknowledged = new Prepared(
                connection,
                "SELECT count(*) FROM erasure_notice WHERE erasure = ? AND acknowledged_at IS NOT NULL"
                        + " AND destination = (SELECT no FROM destination WHERE name = ?)");
        acknowledged = new Prepared(
                connection,
                "UPDATE erasure_notice SET acknowledged_at = ?, acknowledged_by = ? WHERE erasure = ?"
                        + " AND destination = (SELECT no FROM destination WHERE name = ?) AND acknowledged_at IS NULL");
    }

    long propose(Erasures.Proposal proposal, Instant at, Instant expiresAt) throws SQLException {
        long no = last.number() + 1;
        insert.run(
                no,
                proposal.scope().key(),
                proposal.subject(),
                proposal.reason(),
                proposal.by(),
                at.toEpochMilli(),
                expiresAt.toEpochMilli());
        return no;
    }

    void approve(long no, String by, Instant at) throws SQLException {
        approve.run(by, at.toEpochMilli(), no);
    }

    void cleared(long no, Instant at) throws SQLException {
        cleared.run(at.toEpochMilli(), no);
    }

    void sent(long no, String destination, Instant at, Instant next) throws SQLException {
        sent.run(at.toEpochMilli(), next.toEpochMilli(), no, destination);
    }

    boolean acknowledged(long no, String destination, Instant at, String by) throws SQLException {
        acknowledged.run(at.toEpochMilli(), by, no, destination);
        return isAcknowledged.number(no, destination) > 0;
    }

    @Nullable
    Erasure byNo(long no) throws SQLException {
        List<Erasure> found = between(no, no);
        return found.isEmpty() ? null : found.getFirst();
    }

    List<Erasure> all() throws SQLException {
        return between(1, Long.MAX_VALUE);
    }

    private List<Erasure> between(long from, long to) throws SQLException {
        return rows.all(ErasureTable::head, from, to).stream().map(this::whole).toList();
    }

    private static Erasure head(ResultSet row) throws SQLException {
        return new Erasure(
                row.getLong(1),
                row.getString(2).equals(Scope.CASE.key()) ? Scope.CASE : Scope.EVENT,
                Prepared.uuid(row, 3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8),
                instant(row, 9),
                instant(row, 10),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private Erasure whole(Erasure head) {
        try {
            return new Erasure(
                    head.no(),
                    head.scope(),
                    head.subject(),
                    head.reason(),
                    head.proposedBy(),
                    head.proposedAt(),
                    head.expiresAt(),
                    head.approvedBy(),
                    head.approvedAt(),
                    head.clearedAt(),
                    leaves.all(row -> row.getLong(1), head.no()),
                    orders.all(row -> row.getLong(1), head.no()),
                    messages.all(row -> row.getLong(1), head.no()),
                    notices(head.no()));
        } catch (SQLException e) {
            throw new StoreUnavailableException("The store: found that an erasure cannot be read. Repeat.", e);
        }
    }

    private List<Notice> notices(long no) throws SQLException {
        record Numbered(int destination, Notice notice) {}
        List<Numbered> found = notices.all(
                row -> new Numbered(
                        row.getInt(7),
                        new Notice(
                                row.getString(1),
                                List.of(),
                                instant(row, 2),
                                row.getInt(3),
                                Instant.ofEpochMilli(row.getLong(4)),
                                instant(row, 5),
                                row.getString(6))),
                no);
        Set<String> erased = Set.copyOf(events.all(row -> row.getString(1), no));
        var notices = new ArrayList<Notice>();
        for (Numbered one : found) {
            Notice n = one.notice();
            notices.add(new Notice(
                    n.destination(),
                    copies.all(row -> copy(row, erased), no, one.destination()),
                    n.sentAt(),
                    n.reminders(),
                    n.nextAt(),
                    n.acknowledgedAt(),
                    n.acknowledgedBy()));
        }
        return notices;
    }

    private static Copy copy(ResultSet row, Set<String> erased) throws SQLException {
        UUID id = Prepared.uuid(row, 2);
        List<String> members = List.of(row.getString(6).split(",", -1));
        List<Integer> positions = IntStream.range(0, members.size())
                .filter(place -> erased.contains(members.get(place)))
                .mapToObj(place -> place + 1)
                .toList();
        String name = "%010d-%s.%s".formatted(row.getLong(3), id.toString().substring(0, 8), row.getString(4));
        return new Copy(id, name, Instant.ofEpochMilli(row.getLong(5)), positions, row.getBoolean(7));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
