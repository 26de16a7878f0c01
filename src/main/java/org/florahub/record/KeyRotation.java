package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.florahub.record.RewrapWork.Stretch;
import org.florahub.record.RewrapWork.Table;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Gives the vault a new wrapping key while the hub works.
///
/// 1. The key store gets the new key beside the former one, durably. From then on the writer wraps with the new one
///    and opens with either.
/// 2. Every wrapped key of a case or an original is wrapped anew, in short transactions among those of the messages.
/// 3. The key store loses the former key.
///
/// Which key opens a row is all that is remembered: after a crash in 2 the next start goes through the rows again and
/// leaves alone what is done. All wrapping for the record happens on the writer's thread, so nothing that the former
/// key wraps can follow behind. Thread-safe.
public final class KeyRotation implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeyRotation.class.getName());
    private static final int RETRY_SECONDS = 10;

    private final Writer writer;
    private final Readers readers;
    private final Vault vault;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Progress progress = new Progress(false, 0, 0, 0);
    private @Nullable Thread working;

    KeyRotation(Store.Parts parts, Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
        this.vault = parts.vault();
        this.clock = parts.clock();
    }

    /// How far it is.
    ///
    /// @param going      whether the former key is still needed
    /// @param done       keys that the new key wraps by now, as far as this process has looked
    /// @param of         how many there were when it began or went on
    /// @param unreadable keys that neither key opens; they stay as they are
    public record Progress(boolean going, long done, long of, long unreadable) {

        private Progress with(Stretch stretch) {
            return new Progress(going, done + stretch.rows(), of, unreadable + stretch.unreadable());
        }
    }

    public Progress progress() {
        return progress;
    }

    /// Makes a new wrapping key and begins to wrap with it. Returns when the key is durable.
    ///
    /// @param actor who decided it
    /// @return `false` if a rotation is still going on: then nothing was done
    /// @throws BrokenKeyStoreException if the key store cannot be written; then nothing was done
    public synchronized boolean begin(String actor) {
        if (vault.hasFormerWrapping()) {
            return false;
        }
        vault.renewWrapping(clock.instant());
        LOG.log(System.Logger.Level.INFO, "{0} has given the vault a new wrapping key", actor);
        resume();
        return true;
    }

    /// Goes on where a crash or stop ended a rotation, if one did.
    synchronized void resume() {
        if (vault.hasFormerWrapping() && (working == null || !working.isAlive())) {
            progress = new Progress(true, 0, readers.read(KeyRotation::keys), 0);
            working = Thread.ofVirtual().name("flora-keys").start(this::work);
        }
    }

    private void work() {
        while (closing.getCount() > 0) {
            try {
                if (rewrap()) {
                    return;
                }
            } catch (StoreUnavailableException | BrokenKeyStoreException e) {
                if (closing.getCount() > 0) {
                    LOG.log(System.Logger.Level.WARNING, "Keys are wrapped anew later: {0}", e.getMessage());
                }
            }
            await();
        }
    }

    /// @return whether it came to its end
    private boolean rewrap() {
        progress = new Progress(true, 0, readers.read(KeyRotation::keys), 0);
        for (Table table : Table.values()) {
            for (long after = 0; after >= 0; ) {
                if (closing.getCount() == 0) {
                    return false;
                }
                Stretch stretch = writer.submit(new RewrapWork(vault, table, after));
                progress = progress.with(stretch);
                after = stretch.last();
            }
        }
        writer.submit(new EmptyLog());
        vault.forgetFormerWrapping();
        progress = new Progress(false, progress.done, progress.of, progress.unreadable);
        LOG.log(
                System.Logger.Level.INFO,
                "The new wrapping key wraps all {0} keys of the vault; the former one is no longer in the key store",
                Long.toString(progress.done));
        return true;
    }

    private static long keys(Connection connection) throws SQLException {
        long keys = 0;
        for (Table table : Table.values()) {
            keys += table.count(connection);
        }
        return keys;
    }

    private void await() {
        try {
            closing.await(RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /// Moves what the log of the database holds into the database, and empties it: it held keys as they were wrapped
    /// before. Left to the next time where a reader stands in the way.
    private static final class EmptyLog implements Work<Boolean> {

        @Override
        public Boolean run(Transaction tx) throws SQLException {
            return new Prepared(tx.connection(), "PRAGMA wal_checkpoint(TRUNCATE)").number() == 0;
        }

        @Override
        public boolean alone() {
            return true;
        }
    }

    /// Stops between two transactions and waits for that.
    @Override
    public void close() {
        closing.countDown();
        Thread last;
        synchronized (this) {
            last = working;
        }
        boolean interrupted = false;
        while (last != null && last.isAlive()) {
            try {
                last.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
