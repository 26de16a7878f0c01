package org.florahub.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The SQLite file: its settings, its migrations, the writer's connection and the readers' pool. Thread-safe.
final class Database implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    /// Of a new database. Small, because a commit writes whole pages, and each message touches a page of its own
    /// in every index of a hash.
    private static final int PAGE_BYTES = 2048;

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;

    private final SQLiteDataSource source = new SQLiteDataSource();
    private final SQLiteConfig settings = new SQLiteConfig();
    private final String file;
    private final BlockingQueue<ReadingConnection> readers = new ArrayBlockingQueue<>(READERS);
    private final Semaphore free = new Semaphore(READERS);
    private volatile boolean closed;

    private Database(Path path) {
        file = path.toAbsolutePath().toString();
        source.setUrl("jdbc:sqlite:" + file);
    }

    /// Creates it where it is missing, and brings the tables up to date. Nobody but its owner can read it, nor what
    /// SQLite puts beside it, which takes after it.
    static Database open(Path path) throws IOException {
        if (Files.notExists(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        var database = new Database(path);
        SQLiteDataSource source = database.source;
        source.setJournalMode("WAL");
        source.setSynchronous("FULL");
        source.setPageSize(PAGE_BYTES);
        source.setBusyTimeout(BUSY_MILLIS);
        source.setTransactionMode("IMMEDIATE");
        source.setGetGeneratedKeys(false); // else the driver prepares and runs a query after every insert
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .loggers("slf4j")
                .load()
                .migrate();
        return database;
    }

    /// Takes it as it is; for readers only.
    static Database forReading(Path path) {
        return new Database(path);
    }

    /// As [#forReading], for readers that leave every file as they found it: after a crash SQLite would tidy up
    /// when the last reader closes.
    static Database forLookingOnly(Path path) {
        var database = new Database(path);
        database.settings.setReadOnly(true);
        return database;
    }

    /// The one connection that writes. Its transactions take the write lock when they begin.
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

    /// A connection that reads what is committed; waits while all of them are in use. Hand it to [#giveBack] or
    /// [#discard].
    ReadingConnection reader() throws SQLException {
        free.acquireUninterruptibly();
        ReadingConnection idle = readers.poll();
        if (idle != null) {
            return idle;
        }
        try {
            if (closed) {
                throw new SQLException("The store is closed");
            }
            return new ReadingConnection(source.getUrl(), file, settings.toProperties(), BUSY_MILLIS);
        } catch (SQLException | RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }

    /// Keeps a reader for the next one.
    void giveBack(ReadingConnection reader) {
        readers.add(reader);
        free.release();
    }

    /// Closes a reader that failed.
    void discard(ReadingConnection reader) {
        free.release();
        closeQuietly(reader);
    }

    /// Waits until nobody reads; nobody can from then on.
    @Override
    public void close() {
        free.acquireUninterruptibly(READERS);
        closed = true;
        readers.forEach(Database::closeQuietly);
        readers.clear();
        free.release(READERS);
    }

    private static void closeQuietly(ReadingConnection reader) {
        try {
            reader.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "A reader's connection does not close", e);
        }
    }
}
