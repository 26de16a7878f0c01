package org.florahub.record;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.florahub.ledger.Findings;
import org.florahub.ledger.LeafStore;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Looks at a data folder from outside and says what does not add up. Changes nothing, takes no lock, holds no read
/// for long; the hub may run meanwhile. What needs no keys is looked at without them.
public final class RecordCheck implements AutoCloseable {

    /// The newest version of the tables that the rules name.
    private static final String TABLES = "9";

    static final String RESTORE =
            "Stop the hub, keep the data folder for investigation, and restore it from its backup.";

    private final Path folder;
    private final Database database;
    private final Readers readers;
    private final Findings findings;
    private boolean readable = true;

    private RecordCheck(Path folder, Database database, Findings findings) {
        this.folder = folder;
        this.database = database;
        this.readers = new Readers(database);
        this.findings = findings;
    }

    /// Opens a data folder for looking only.
    ///
    /// @param findings gets every difference
    /// @throws StoreUnavailableException if the folder holds no record, or one of another version
    public static RecordCheck open(Path folder, Findings findings) {
        var check = new RecordCheck(folder, Database.forLookingOnly(Recording.file(folder)), findings);
        if (!check.upToDate()) {
            check.close();
            throw new StoreUnavailableException(
                    "%s: found the tables of an older version, expected those of this one. Use the hub's own version,"
                                    .formatted(folder)
                            + " or start this one on it first.",
                    null);
        }
        return check;
    }

    /// A file that cannot be read is looked at: its damage is what is asked for.
    private boolean upToDate() {
        try {
            return readers.read(connection -> new Prepared(
                                    connection, "SELECT count(*) FROM flyway_schema_history WHERE version = ?")
                            .number(TABLES))
                    > 0;
        } catch (StoreUnavailableException _) {
            return true;
        }
    }

    /// Refuses a key store that opens nothing of what the folder holds: each event and original would be a difference,
    /// and none of them is damaged. One that opens a part is used, and what it does not open is named.
    ///
    /// @throws BrokenKeyStoreException if it is that of another hub, or from before a rotation of keys
    public void accept(KeyStore keys) {
        try {
            readers.read(connection -> {
                KeyCheck.checkOpensSome(connection, new Vault(keys), keys, folder);
                return true;
            });
        } catch (StoreUnavailableException _) {
            // rows that cannot be read are what the check itself names
        }
    }

    /// The entries of the ledger.
    public LeafStore leaves() {
        return new Leaves(
                () -> readers.read(
                        connection -> new Prepared(connection, "SELECT coalesce(max(idx), -1) + 1 FROM leaf").number()),
                readers);
    }

    /// Looks for every place where a rule of the record does not hold, and for whatever SQLite finds wrong with its
    /// file.
    ///
    /// @param progress hears what is looked at
    public void rules(Consumer<String> progress) {
        if (!readable()) {
            return;
        }
        for (RecordRule rule : RecordRule.values()) {
            progress.accept("looking at each " + rule.kind());
            look("record.db, " + rule.kind(), connection -> each(rule, connection));
        }
        look("record.db, erasure", connection -> new OrderCheck(connection, findings).run());
        look("record.db, audit act", connection -> new ActCheck(connection, findings).run());
        look("record.db, delivery", connection -> new UnitCheck(connection, findings).run());
    }

    /// Where SQLite cannot even look for damage, nothing else is looked at.
    private boolean readable() {
        try {
            readers
                    .read(connection -> new Prepared(connection, "PRAGMA integrity_check").all(row -> row.getString(1)))
                    .stream()
                    .filter(wrong -> !wrong.equals("ok"))
                    .forEach(this::damaged);
        } catch (StoreUnavailableException e) {
            damaged(reason(e));
            readable = false;
        }
        return readable;
    }

    private void damaged(String what) {
        findings.add("record.db", "damaged pages (%s)".formatted(what.strip()), "a whole file", RESTORE);
    }

    private static String reason(StoreUnavailableException e) {
        return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    }

    private void each(RecordRule rule, Connection connection) throws SQLException {
        new Prepared(connection, rule.places()).all(row -> {
            findings.add(
                    "record.db, %s %s".formatted(rule.kind(), row.getString(1)),
                    rule.found(),
                    rule.expected(),
                    RESTORE);
            return 0;
        });
    }

    /// Something to look at.
    @FunctionalInterface
    private interface Look {
        void at(Connection connection) throws SQLException;
    }

    private void look(String place, Look look) {
        counting(
                place,
                () -> readers.read(connection -> {
                    look.at(connection);
                    return 0L;
                }));
    }

    /// Goes on with the next check where rows of a damaged file cannot be read.
    private long counting(String place, LongSupplier check) {
        try {
            return check.getAsLong();
        } catch (StoreUnavailableException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            findings.add(
                    place, "rows that cannot be read (%s)".formatted(cause.getMessage()), "rows that can", RESTORE);
            return 0;
        }
    }

    /// Looks whether every original is where its message says, and as long; with keys also whether it opens.
    ///
    /// @param progress hears how many messages have been looked at
    /// @return how many originals there are
    public long originals(@Nullable KeyStore keys, LongConsumer progress) {
        Vault vault = keys == null ? null : new Vault(keys);
        var check = new OriginalCheck(folder.resolve("originals"), readers, vault, findings);
        return counting("record.db, message", () -> check.run(progress));
    }

    /// Computes the entry of each event again from its fields and its key, and compares it with the ledger's.
    ///
    /// @param progress hears how many events have been looked at
    /// @return how many events were opened
    public long events(KeyStore keys, LongConsumer progress) {
        var check = new EventCheck(readers, new Vault(keys), findings);
        return counting("record.db, event", () -> check.run(progress));
    }

    /// Where everything is that was taken in.
    public Completeness completeness() {
        return readers.read(Completeness::read);
    }

    @Override
    public void close() {
        database.close();
    }
}
