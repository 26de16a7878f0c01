package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.florahub.vault.Prepared;

/// Writes the database anew without what was deleted, then empties its log. `secure_delete` zeroes deleted rows, but
/// not every copy that SQLite made of them when it split a page.
final class Compaction implements Work<Boolean> {

    @Override
    public Boolean run(Transaction tx) throws SQLException {
        Connection connection = tx.connection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA temp_store = FILE"); // a large database does not fit into memory
            try {
                statement.execute("VACUUM");
            } finally {
                statement.execute("PRAGMA temp_store = MEMORY");
            }
        }
        long busy = new Prepared(connection, "PRAGMA wal_checkpoint(TRUNCATE)").number();
        if (busy != 0) {
            throw new StoreUnavailableException(
                    "The store: found a reader that does not end, so that the log cannot be emptied. It is tried again.",
                    null);
        }
        return Boolean.TRUE;
    }

    @Override
    public boolean alone() {
        return true;
    }
}
