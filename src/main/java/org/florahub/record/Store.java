package org.florahub.record;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import org.florahub.ledger.LeafStore;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.florahub.vault.Vault;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// The durable heart of a hub: one data folder with its database, its originals and the one thread that writes.
/// Thread-safe.
///
/// ```
/// data/lock              held while a hub has the folder open
/// data/record.db         SQLite, with -wal and -shm beside it
/// data/originals/*.seg   encrypted short originals, many in one file
/// data/originals/*.bin   encrypted long originals, one in each
/// ```
public final class Store implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Store.class.getName());

    private final FolderLock lock;
    private final Database database;
    private final Writer writer;
    private final Recorder recorder;
    private final Outbox outbox;
    private final Events events;
    private final Quarantine quarantine;
    private final Cases cases;
    private final Milestones milestones;
    private final LeafStore leaves;
    private final Erasures erasures;
    private final KeyRotation rotation;
    private final SubjectAccess subjectAccess;

    private Store(FolderLock lock, Database database, Parts parts) throws IOException, SQLException {
        this.lock = lock;
        this.database = database;
        var metrics = new RecordMetrics(parts.meters);
        var readers = new Readers(database);
        var originals = new Originals(parts.originals, parts.vault, metrics::synced);
        originals.sweep(name -> readers.read(connection -> new MessageTable(connection).refersTo(name)));
        var newest = new NewestEvents();
        writer = new Writer(
                () -> new Transaction(database.openWriter(), parts.vault, parts.clock, newest),
                new Segments(parts.originals),
                metrics);
        recorder = new Recorder(new Recorder.Tools(writer, parts.vault, parts.competence), readers, originals);
        outbox = new Outbox(writer, readers, parts.vault, newest, parts.clock);
        events = new Events(readers, originals, parts.vault);
        cases = new Cases(writer, readers, parts.vault);
        milestones = new Milestones(readers);
        quarantine = new Quarantine(readers, events);
        leaves = new Leaves(() -> writer.latest().leaves(), readers);
        erasures = new Erasures(parts, writer, readers, originals);
        rotation = new KeyRotation(parts, writer, readers);
        rotation.resume();
        subjectAccess = new SubjectAccess(parts.vault, writer, readers, originals);
    }

    record Parts(Path originals, Vault vault, Competence competence, Clock clock, MeterRegistry meters) {}

    /// Opens a data folder, creates it where it is missing, and brings its tables up to date.
    ///
    /// @throws StoreInUseException       if another hub has it open
    /// @throws BrokenKeyStoreException   if it was recorded with another key store
    /// @throws StoreUnavailableException if it cannot be read or written
    public static Store open(Path folder, KeyStore keys, Competence competence, Clock clock, MeterRegistry meters) {
        try {
            Path originals = Files.createDirectories(
                    folder.resolve("originals"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FolderLock lock = FolderLock.of(folder);
            Database database = null;
            try {
                database = Database.open(folder.resolve("record.db"));
                var vault = new Vault(keys);
                new Readers(database).read(connection -> {
                    KeyCheck.check(connection, vault, keys, folder);
                    return Boolean.TRUE;
                });
                return new Store(lock, database, new Parts(originals, vault, competence, clock, meters));
            } catch (IOException | SQLException | RuntimeException e) {
                if (database != null) {
                    database.close();
                }
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException | FlywayException e) {
            throw new StoreUnavailableException(
                    "%s: found that it cannot be opened, expected a data folder that this user may write. %s"
                            .formatted(folder, "Check its owner and the space left."),
                    e);
        }
    }

    /// Records messages.
    public Recorder recorder() {
        return recorder;
    }

    /// What waits to be delivered.
    public Outbox outbox() {
        return outbox;
    }

    /// Cases, for operators.
    public Cases cases() {
        return cases;
    }

    /// Events by which time is counted.
    public Milestones milestones() {
        return milestones;
    }

    /// What was rejected.
    public Quarantine quarantine() {
        return quarantine;
    }

    /// Reads what is recorded.
    public Events events() {
        return events;
    }

    /// The durable order of ledger entries.
    public LeafStore leaves() {
        return leaves;
    }

    /// Orders to erase.
    public Erasures erasures() {
        return erasures;
    }

    /// What is held about one person.
    public SubjectAccess subjectAccess() {
        return subjectAccess;
    }

    /// Gives the vault a new wrapping key.
    public KeyRotation rotation() {
        return rotation;
    }

    /// Does something to a data folder that no hub has open meanwhile.
    ///
    /// @throws StoreInUseException       if one has
    /// @throws StoreUnavailableException if there is no such folder
    public static void whileClosed(Path folder, Runnable action) {
        try (var _ = FolderLock.of(folder)) {
            action.run();
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "%s: found that it cannot be locked, expected a data folder that this user may write. Correct the path."
                            .formatted(folder),
                    e);
        }
    }

    /// Tells the listener after each commit, from now on.
    public void listen(CommitListener listener) {
        writer.listen(listener);
    }

    /// Why nothing can be written at the moment: the disk is full or broken; `null` while all is well. Known from
    /// the last attempt, and gone with the next one that succeeds.
    public @Nullable String trouble() {
        return writer.trouble();
    }

    /// Commits what is waiting, then closes. Calls that come later fail with [StoreUnavailableException].
    @Override
    public void close() {
        rotation.close();
        writer.close();
        database.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The lock of the data folder does not close", e);
        }
    }
}
