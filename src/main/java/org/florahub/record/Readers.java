package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what is committed. Thread-safe.
final class Readers {

    private final Database database;

    Readers(Database database) {
        this.database = database;
    }

    /// Something to read.
    @FunctionalInterface
    interface Query<T extends @Nullable Object> {
        T from(Connection connection) throws SQLException;
    }

    /// @throws StoreUnavailableException if the store cannot be read
    <T> T read(Query<T> query) {
        try {
            ReadingConnection reader = database.reader();
            boolean healthy = false;
            try {
                T result = query.from(reader);
                healthy = true;
                return result;
            } finally {
                if (healthy) {
                    database.giveBack(reader);
                } else {
                    database.discard(reader);
                }
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException(
                    "The store: found that it cannot be read, expected a healthy disk. Mend it, then repeat.", e);
        }
    }

    /// As [#read], for what may not be there.
    <T> Optional<T> find(Query<@Nullable T> query) {
        return read(connection -> Optional.ofNullable(query.from(connection)));
    }
}
