package org.florahub.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/// The SQLite file: its settings, its migrations, the writer's connection and the readers' pool. Thread-safe.
final class Database implements AutoCloseable {

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;

    private final SQLiteDataSource source = new SQLiteDataSource();
    private final HikariDataSource readers;

    /// Brings the tables up to date.
    Database(Path file) {
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        source.setJournalMode("WAL");
        source.setSynchronous("FULL");
        source.setBusyTimeout(BUSY_MILLIS);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .loggers("slf4j")
                .load()
                .migrate();
        var config = new HikariConfig();
        config.setPoolName("flora-readers");
        config.setJdbcUrl(source.getUrl());
        config.addDataSourceProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
        config.setConnectionInitSql("PRAGMA query_only = 1");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        readers = new HikariDataSource(config);
    }

    /// The one connection that writes. Transactions are begun and ended by statements of the caller.
    Connection openWriter() throws SQLException {
        Connection writer = source.getConnection();
        try (Statement settings = writer.createStatement()) {
            settings.execute("PRAGMA secure_delete = ON");
            settings.execute("PRAGMA cache_size = -65536");
            settings.execute("PRAGMA temp_store = MEMORY");
            settings.execute("PRAGMA wal_autocheckpoint = 16384");
            settings.execute("PRAGMA journal_size_limit = 67108864");
        }
        return writer;
    }

    /// A connection that reads what is committed. Give it back by closing it.
    Connection reader() throws SQLException {
        return readers.getConnection();
    }

    @Override
    public void close() {
        readers.close();
    }
}
