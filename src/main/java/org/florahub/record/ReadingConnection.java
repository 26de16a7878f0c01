package org.florahub.record;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/// A connection that only reads. It keeps its prepared statements until it is closed: preparing one takes longer
/// than most of the reads. Not thread-safe; a statement is not used again before its result has been read and
/// closed.
final class ReadingConnection extends JDBC4Connection {

    private final Map<String, PreparedStatement> kept = new HashMap<>();

    /// @param url  of the file, as JDBC wants it
    /// @param file its path
    /// @param how  settings of the driver
    ReadingConnection(String url, String file, Properties how, int busyMillis) throws SQLException {
        super(url, file, how);
        setBusyTimeout(busyMillis);
        try (Statement settings = createStatement()) {
            settings.execute("PRAGMA query_only = 1");
        }
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        PreparedStatement prepared = kept.get(sql);
        if (prepared == null) {
            prepared = super.prepareStatement(sql);
            kept.put(sql, prepared);
        }
        return prepared;
    }
}
