package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.florahub.ledger.ErasureOrder;
import org.florahub.ledger.Findings;
import org.florahub.ledger.InvalidProofException;
import org.florahub.vault.Prepared;

/// Compares what was erased with what the orders in the ledger say.
final class OrderCheck {

    private final Connection connection;
    private final Prepared erased;
    private final Prepared orders;
    private final Findings findings;

    OrderCheck(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
        erased = new Prepared(connection, "SELECT leaf FROM erasure_event WHERE erasure = ? ORDER BY leaf");
        orders = new Prepared(
                connection,
                "SELECT l.entry FROM erasure_order r JOIN leaf l ON l.idx = r.leaf WHERE r.erasure = ?"
                        + " AND substr(l.entry, 1, 1) = x'03' ORDER BY r.leaf");
    }

    void run() throws SQLException {
        var all = new Prepared(connection, "SELECT no FROM erasure WHERE approved_at IS NOT NULL");
        for (long no : all.all(row -> row.getLong(1))) {
            List<byte[]> entries = orders.all(row -> row.getBytes(1), no);
            if (!entries.isEmpty() && !named(entries).equals(erased.all(row -> row.getLong(1), no))) {
                findings.add(
                        "record.db, erasure " + no,
                        "other leaves erased than its order in the ledger names",
                        "the leaves of the order",
                        RecordCheck.RESTORE);
            }
        }
    }

    private static List<Long> named(List<byte[]> entries) {
        var leaves = new ArrayList<Long>();
        for (byte[] entry : entries) {
            try {
                leaves.addAll(ErasureOrder.parse(entry).indices());
            } catch (InvalidProofException _) {
                leaves.add(-1L); // an entry that is no order names no leaf
            }
        }
        return leaves;
    }
}
