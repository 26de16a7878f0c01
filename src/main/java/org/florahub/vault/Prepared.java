package org.florahub.vault;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One SQL statement, prepared at its first use and then kept for the life of its connection. Not thread-safe.
public final class Prepared {

    private final Connection connection;
    private final String sql;
    private @Nullable PreparedStatement statement;

    public Prepared(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {

        /// Reads the row that the cursor stands on, and leaves the cursor there.
        T read(ResultSet row) throws SQLException;
    }

    /// Runs an insert, update or delete.
    ///
    /// @param values for the question marks: numbers, strings, bytes, UUIDs (as 16 bytes) or `null`
    /// @return how many rows it changed
    public int run(@Nullable Object... values) throws SQLException {
        return bind(values).executeUpdate();
    }

    /// The rows of a query.
    public <T> List<T> all(Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(values).executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }

    /// The first row of a query, or `null` if there is none.
    public <T> @Nullable T first(Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(values).executeQuery()) {
            return rows.next() ? row.read(rows) : null;
        }
    }

    /// The one number of a query that always has one row.
    public long number(@Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(values).executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// A UUID that was bound as one.
    public static UUID uuid(ResultSet row, int column) throws SQLException {
        var bytes = ByteBuffer.wrap(row.getBytes(column));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    // the statement lives as long as its connection, which closes it
    private PreparedStatement bind(@Nullable Object... values) throws SQLException {
        PreparedStatement prepared = statement;
        if (prepared == null) {
            prepared = connection.prepareStatement(sql);
            statement = prepared;
        }
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> prepared.setNull(i + 1, Types.NULL);
                case Long number -> prepared.setLong(i + 1, number);
                case Integer number -> prepared.setInt(i + 1, number);
                case String text -> prepared.setString(i + 1, text);
                case byte[] bytes -> prepared.setBytes(i + 1, bytes);
                case UUID id -> prepared.setBytes(i + 1, EventSeal.bytes(id));
                case Object other -> throw new IllegalArgumentException("Not a column: " + other.getClass());
            }
        }
        return prepared;
    }
}
