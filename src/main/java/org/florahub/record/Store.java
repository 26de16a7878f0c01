package org.florahub.record;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.florahub.ledger.LeafStore;
import org.florahub.vault.KeyStore;

/// The durable heart of a hub: one data folder with its database, its originals and the one thread that writes.
@SuppressWarnings("DoNotCallSuggester")
public final class Store implements AutoCloseable {

    /// Opens a data folder, creates it where it is missing, and brings its tables up to date.
    ///
    /// @throws StoreInUseException       if another hub has it open
    /// @throws StoreUnavailableException if it cannot be read or written
    public static Store open(Path folder, KeyStore keys, Competence competence, Clock clock, MeterRegistry meters) {
        throw new UnsupportedOperationException("" + folder + keys + competence + clock + meters);
    }

    public Recorder recorder() {
        throw new UnsupportedOperationException();
    }

    public Outbox outbox() {
        throw new UnsupportedOperationException();
    }

    public Quarantine quarantine() {
        throw new UnsupportedOperationException();
    }

    public Events events() {
        throw new UnsupportedOperationException();
    }

    /// The ledger's view of what is recorded.
    public LeafStore leaves() {
        throw new UnsupportedOperationException();
    }

    /// Tells the listener after each commit, from now on.
    public void listen(CommitListener listener) {
        throw new UnsupportedOperationException(listener.toString());
    }

    /// Commits what is waiting, then closes. Calls that come later fail with [StoreUnavailableException].
    @Override
    public void close() {}
}
