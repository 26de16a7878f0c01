package org.florahub.cli;

import java.nio.file.Path;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.PassphraseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The passphrase of the key store: from a file, else from the environment.
final class Passphrase {

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File whose first line is the key store's passphrase (default: $$FLORA_PASSPHRASE).")
    private @Nullable Path file;

    /// The file, if one is given.
    @Nullable
    Path file() {
        return file;
    }

    /// The passphrase, or `null` if neither is given.
    ///
    /// @throws CommandFailed if a file is given that cannot be used
    @Nullable
    String find() {
        Path given = file;
        return given == null ? ofEnvironment() : read(given);
    }

    static @Nullable String ofEnvironment() {
        String variable = System.getenv("FLORA_PASSPHRASE");
        return variable == null ? System.getenv("FLORA_KEYS_PASSPHRASE") : variable;
    }

    /// The first line of a file.
    ///
    /// @throws CommandFailed if it cannot be used
    static String read(Path file) {
        try {
            return PassphraseFile.read(file);
        } catch (BrokenKeyStoreException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }
}
