package org.florahub.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.florahub.ledger.Findings;
import org.florahub.vault.Prepared;
import org.jspecify.annotations.Nullable;

/// Computes the id of each delivery again: it is a digest of destination and events, and ends in the sequence.
final class UnitCheck {

    private final Prepared deliveries;
    private final Prepared event;
    private final Findings findings;

    UnitCheck(Connection connection, Findings findings) {
        this.findings = findings;
        deliveries = new Prepared(
                connection,
                "SELECT l.no, l.id, l.sequence, l.events, d.name FROM delivery l"
                        + " LEFT JOIN destination d ON d.no = l.destination ORDER BY l.no");
        event = new Prepared(connection, "SELECT id FROM event WHERE seq = ?");
    }

    void run() throws SQLException {
        deliveries.all(row -> {
            if (!agrees(row)) {
                findings.add(
                        "record.db, delivery " + row.getLong(1),
                        "an id that its destination, events and sequence do not give",
                        "what was sent under this id",
                        RecordCheck.RESTORE);
            }
            return 0;
        });
    }

    private boolean agrees(ResultSet row) throws SQLException {
        List<UUID> events = ids(row.getString(4));
        String destination = row.getString(5);
        byte[] id = row.getBytes(2);
        return events != null
                && destination != null
                && id.length == 16
                && Unit.id(destination, row.getLong(3), events).equals(Prepared.uuid(row, 2));
    }

    private @Nullable List<UUID> ids(String numbers) throws SQLException {
        var ids = new ArrayList<UUID>();
        for (String number : numbers.split(",", -1)) {
            UUID id = number.matches("[0-9]{1,18}")
                    ? event.first(row -> Prepared.uuid(row, 1), Long.parseLong(number))
                    : null;
            if (id == null) {
                return null;
            }
            ids.add(id);
        }
        return ids;
    }
}
