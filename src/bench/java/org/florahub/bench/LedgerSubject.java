package org.florahub.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import org.florahub.ledger.Commitment;
import org.florahub.ledger.LeafStore;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LedgerMismatchException;
import org.florahub.ledger.LogKeys;
import org.sqlite.SQLiteDataSource;

/// The ledger over a table of entries as the hub has it, and with the hub's settings of the database. The entries are
/// made up from their index. One thread appends.
final class LedgerSubject implements LeafStore, AutoCloseable {

    /// Entries that the tree may be behind while a log is filled.
    private static final int BEHIND_MAX = 1 << 17;

    private static final LogKeys KEYS = LogKeys.generate("bench.invalid/log");

    private final Path folder;
    private final Connection writer;
    private final Connection reader;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private volatile long size;
    private Ledger ledger;

    LedgerSubject(Path folder) throws IOException, SQLException, LedgerMismatchException {
        this.folder = Files.createDirectories(folder);
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("record.db"));
        source.setJournalMode("WAL");
        source.setSynchronous("FULL");
        source.setPageSize(2048);
        source.setBusyTimeout(10_000);
        writer = source.getConnection();
        reader = source.getConnection();
        try (Statement settings = writer.createStatement()) {
            settings.execute("PRAGMA cache_size = -65536");
            settings.execute("PRAGMA wal_autocheckpoint = 16384");
            settings.execute("PRAGMA journal_size_limit = 67108864");
            settings.execute("CREATE TABLE IF NOT EXISTS leaf (idx INTEGER PRIMARY KEY, entry BLOB NOT NULL)");
            try (ResultSet count = settings.executeQuery("SELECT coalesce(max(idx), -1) + 1 FROM leaf")) {
                size = count.getLong(1);
            }
        }
        insert = writer.prepareStatement("INSERT INTO leaf VALUES (?, ?)");
        select = reader.prepareStatement("SELECT idx, entry FROM leaf WHERE idx >= ? AND idx < ? ORDER BY idx");
        ledger = open();
    }

    private Ledger open() throws IOException, LedgerMismatchException {
        return Ledger.open(folder.resolve("ledger"), KEYS, this, Clock.systemUTC());
    }

    Ledger ledger() {
        return ledger;
    }

    /// Closes the ledger and opens it again, as at a start.
    void reopen() throws IOException, LedgerMismatchException {
        ledger.close();
        ledger = open();
    }

    /// One durable transaction.
    void append(int count) throws SQLException {
        long first = size;
        writer.setAutoCommit(false);
        for (long index = first; index < first + count; index++) {
            insert.setLong(1, index);
            insert.setBytes(2, entry(index));
            insert.executeUpdate();
        }
        writer.setAutoCommit(true);
        size = first + count;
        ledger.signal();
    }

    /// Appends in batches up to a size.
    void grow(long to, int batch) throws SQLException {
        while (size < to) {
            append((int) Math.min(batch, to - size));
            while (ledger.pending() > BEHIND_MAX) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /// Waits until a checkpoint covers all.
    void awaitCheckpoint() {
        while (ledger.pending() > 0) {
            LockSupport.parkNanos(50_000);
        }
    }

    static byte[] entry(long index) {
        byte[] entry = new byte[Commitment.ENTRY_BYTES];
        ByteBuffer.wrap(entry)
                .put(Commitment.EVENT)
                .putLong(index * 0x9E3779B97F4A7C15L)
                .putLong(index * 0xC2B2AE3D27D4EB4FL)
                .putLong(index);
        return entry;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized void entries(long from, long to, EntryConsumer consumer) {
        try {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    consumer.entry(rows.getLong(1), rows.getBytes(2));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The entries of the measured log cannot be read", e);
        }
    }

    @Override
    public void close() throws SQLException {
        ledger.close();
        reader.close();
        writer.close();
    }
}
