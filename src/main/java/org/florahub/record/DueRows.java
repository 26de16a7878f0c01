package org.florahub.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Chooses what is due for one destination, on one connection. Used once.
final class DueRows {

    private static final String COLUMNS = "SELECT position, event, case_no, attempts, not_before, unit,"
            + " EXISTS (SELECT 1 FROM vault_event v JOIN vault_case c ON c.no = v.case_no WHERE v.seq = event)"
            + " FROM outbox WHERE destination = ?";

    /// Rows read at a time while looking for what is due.
    private static final int PAGE = 1_000;

    private final String destination;
    private final long nowMillis;
    private final NewestEvents newest;
    private final EventRows events;
    private final Prepared number;
    private final Prepared page;
    private final Prepared unit;

    /// Cases with an earlier row that is not due: nothing of them is.
    private final Set<Long> held = new HashSet<>();

    private final Set<Long> unitsSeen = new HashSet<>();
    private final List<Due> due = new ArrayList<>();

    DueRows(Connection connection, Vault vault, NewestEvents newest, String destination, long nowMillis) {
        this.newest = newest;
        this.destination = destination;
        this.nowMillis = nowMillis;
        events = new EventRows(connection, vault);
        number = new Prepared(connection, "SELECT no FROM destination WHERE name = ?");
        page = new Prepared(connection, COLUMNS + " AND position > ? ORDER BY position LIMIT ?");
        unit = new Prepared(connection, COLUMNS + " AND unit = ? AND unit <> 0 ORDER BY position");
    }

    /// @param readable whether the vault still holds what the event needs
    private record Row(
            long position, long event, long caseNo, int attempts, long notBefore, long unit, boolean readable) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getInt(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getBoolean(7));
        }
    }

    List<Due> first(int max) throws SQLException {
        Long no = number.first(row -> row.getLong(1), destination);
        if (no == null) {
            return due;
        }
        long after = 0;
        while (due.size() < max) {
            List<Row> rows = page.all(Row::read, no, after, Math.min(PAGE, 2 * max));
            for (Row row : rows) {
                if (due.size() < max) {
                    take(row.unit == 0 ? List.of(row) : members(no, row));
                }
            }
            if (rows.isEmpty()) {
                break;
            }
            after = rows.getLast().position;
        }
        return due;
    }

    /// The whole unit of a row, at the place of its first member; nothing at those of the others.
    private List<Row> members(long no, Row row) throws SQLException {
        return unitsSeen.add(row.unit) ? unit.all(Row::read, no, row.unit) : List.of();
    }

    private void take(List<Row> rows) throws SQLException {
        boolean notYet = rows.stream().anyMatch(row -> row.notBefore > nowMillis || held.contains(row.caseNo));
        for (Row row : rows) {
            if (notYet) {
                held.add(row.caseNo);
            } else {
                add(row, row.readable ? event(row.event) : null);
            }
        }
    }

    private @Nullable RecordedEvent event(long seq) throws SQLException {
        RecordedEvent event = newest.find(seq);
        return event == null ? events.bySeq(seq) : event;
    }

    private void add(Row row, @Nullable RecordedEvent event) {
        if (event != null) {
            due.add(new Due(destination, row.position, event, row.attempts, row.unit));
        }
    }
}
