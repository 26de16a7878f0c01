package org.florahub.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file whose first line is the passphrase of a key store. Whoever can read it can open the vault: one that all
/// users of the machine can read is refused, as `ssh` refuses such a key.
public final class PassphraseFile {

    private PassphraseFile() {}

    /// The first line.
    ///
    /// @throws BrokenKeyStoreException if there is no such file, it cannot be read, all users can read it, or its
    ///                                 first line is empty
    public static String read(Path file) {
        if (!Files.exists(file)) {
            throw refused(file, "no file", "one whose first line is the passphrase", "Correct the path.", null);
        }
        if (!Files.isRegularFile(file)) {
            throw refused(file, "a folder or device", "a file with the passphrase", "Correct the path.", null);
        }
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            if (rights.contains(PosixFilePermission.OTHERS_READ)) {
                throw refused(
                        file,
                        "a passphrase that every user of this machine can read (%s)"
                                .formatted(PosixFilePermissions.toString(rights)),
                        "a file for its owner and at most one group",
                        "Run: chmod o-rwx FILE; who may have read it is a reason to change it: flora keys passphrase.",
                        null);
            }
            return firstLine(file);
        } catch (IOException e) {
            throw refused(
                    file,
                    "a passphrase file that this user cannot read",
                    "a readable one, in UTF-8",
                    "Give it to the user that the hub runs as: chown USER FILE; chmod 600 FILE.",
                    e);
        }
    }

    private static String firstLine(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            String first = lines.findFirst().orElse("");
            if (first.isEmpty()) {
                throw refused(file, "an empty first line", "the passphrase in it", "Write it into the file.", null);
            }
            return first;
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static BrokenKeyStoreException refused(
            Path file, String found, String expected, String remedy, @Nullable Throwable cause) {
        return new BrokenKeyStoreException(
                "%s: found %s, expected %s. %s".formatted(file, found, expected, remedy), cause);
    }
}
