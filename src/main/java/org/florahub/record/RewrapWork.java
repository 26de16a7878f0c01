package org.florahub.record;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.florahub.vault.DamagedVaultException;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Wraps the keys of one stretch of a table anew. Rows that are already are left alone, so that it can begin again at
/// any place.
///
/// @param after number of the row before the first
record RewrapWork(Vault vault, Table table, long after) implements Work<RewrapWork.Stretch> {

    private static final System.Logger LOG = System.getLogger(RewrapWork.class.getName());

    /// Rows of one transaction: little enough that nobody waits for it.
    private static final int ROWS = 500;

    /// What has wrapped keys.
    enum Table {
        VAULT_CASE("ref"),
        MESSAGE("NULL");

        private final String sqlName = name().toLowerCase(Locale.ROOT);
        private final String context;

        Table(String context) {
            this.context = context;
        }

        long count(Connection connection) throws SQLException {
            return new Prepared(connection, "SELECT count(wrapped_key) FROM " + sqlName).number();
        }
    }

    /// @param last number of its last row, -1 if there was none any more
    record Stretch(long last, int rows, int unreadable) {}

    @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
    private record Wrapped(long no, byte @Nullable [] ref, byte[] key) {

        static Wrapped read(ResultSet row) throws SQLException {
            return new Wrapped(row.getLong(1), row.getBytes(2), row.getBytes(3));
        }

        private byte @Nullable [] anew(Vault vault) {
            if (ref == null) {
                return vault.originalKeyAnew(key);
            }
            var bytes = ByteBuffer.wrap(ref);
            return vault.caseKeyAnew(new UUID(bytes.getLong(), bytes.getLong()), key);
        }
    }

    @Override
    public Stretch run(Transaction tx) throws SQLException {
        List<Wrapped> rows = new Prepared(
                        tx.connection(),
                        "SELECT no, %s, wrapped_key FROM %s WHERE no > ? AND wrapped_key IS NOT NULL ORDER BY no LIMIT %d"
                                .formatted(table.context, table.sqlName, ROWS))
                .all(Wrapped::read, after);
        var update = new Prepared(tx.connection(), "UPDATE " + table.sqlName + " SET wrapped_key = ? WHERE no = ?");
        int unreadable = 0;
        for (Wrapped row : rows) {
            try {
                byte[] anew = row.anew(vault);
                if (anew != null) {
                    update.run(anew, row.no);
                }
            } catch (DamagedVaultException e) {
                unreadable++;
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Row {0} of {1}: found a key that neither wrapping key opens; it is left as it is",
                        Long.toString(row.no),
                        table.sqlName);
            }
        }
        return new Stretch(rows.isEmpty() ? -1 : rows.getLast().no, rows.size(), unreadable);
    }

    @Override
    public int weight() {
        return ROWS;
    }
}
