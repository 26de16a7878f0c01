package org.florahub.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.florahub.event.CaseRef;
import org.florahub.ledger.Findings;
import org.florahub.vault.Prepared;

/// Computes the leaf of each act of an operator again from its row.
final class ActCheck {

    private final Prepared acts;
    private final Findings findings;

    ActCheck(Connection connection, Findings findings) {
        this.findings = findings;
        acts = new Prepared(
                connection,
                "SELECT a.no, a.at, a.actor, a.act, a.subject, a.other, a.key, l.entry FROM audit_act a"
                        + " JOIN leaf l ON l.idx = a.leaf WHERE a.key IS NOT NULL ORDER BY a.no");
    }

    void run() throws SQLException {
        acts.all(row -> {
            byte[] entry = AuditTable.entry(row.getBytes(7), act(row), Instant.ofEpochMilli(row.getLong(2)));
            if (!Arrays.equals(entry, row.getBytes(8))) {
                findings.add(
                        "record.db, audit act " + row.getLong(1),
                        "another act than its leaf in the ledger binds",
                        "the act as it was written down",
                        RecordCheck.RESTORE);
            }
            return 0;
        });
    }

    private static AuditTable.Act act(ResultSet row) throws SQLException {
        return new AuditTable.Act(
                row.getString(3),
                row.getString(4),
                new CaseRef(Prepared.uuid(row, 5)),
                row.getBytes(6) == null ? null : new CaseRef(Prepared.uuid(row, 6)));
    }
}
