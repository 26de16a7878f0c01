package org.florahub.record;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.florahub.vault.Vault;

/// A data folder opened for reading only, beside the hub that may be writing to it: takes no lock, changes nothing.
/// Thread-safe.
public final class Recording implements AutoCloseable {

    private final Database database;
    private final Events events;

    private Recording(Database database, Events events) {
        this.database = database;
        this.events = events;
    }

    /// Opens what a hub of this version has recorded.
    ///
    /// @throws StoreUnavailableException if there is none
    /// @throws BrokenKeyStoreException   if it was recorded with another key store
    public static Recording open(Path folder, KeyStore keys) {
        Database database = Database.forReading(file(folder));
        var vault = new Vault(keys);
        var readers = new Readers(database);
        try {
            readers.read(connection -> {
                KeyCheck.check(connection, vault, keys, folder);
                return Boolean.TRUE;
            });
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        var originals = new Originals(folder.resolve("originals"), vault, () -> {});
        return new Recording(database, new Events(readers, originals, vault));
    }

    static Path file(Path folder) {
        Path file = folder.resolve("record.db");
        if (!Files.isRegularFile(file)) {
            throw new StoreUnavailableException(
                    "%s: found no record, expected the data folder of a hub. Correct the path.".formatted(folder),
                    new NoSuchFileException(file.toString()));
        }
        return file;
    }

    public Events events() {
        return events;
    }

    @Override
    public void close() {
        database.close();
    }
}
