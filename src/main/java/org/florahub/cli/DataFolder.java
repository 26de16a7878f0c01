package org.florahub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.channel.Credentials;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;

/// What a hub needs in its data folder before it can start: the key store, and a password for everyone who may reach
/// it.
///
/// @param path the folder; it need not exist yet
record DataFolder(Path path) {

    static final String OPERATOR = "operator";

    Path keyStore() {
        return path.resolve("keys").resolve("keystore");
    }

    Path record() {
        return path.resolve("record.db");
    }

    Path credentials() {
        return path.resolve("credentials.properties");
    }

    /// Creates the folder so that only its owner can look into it, unless it is there already.
    void create() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /// Creates the key store unless there is one, which the passphrase must open then.
    ///
    /// @return whether it was created
    /// @throws BrokenKeyStoreException if it cannot be created or opened
    boolean createKeyStore(String passphrase) {
        if (Files.exists(keyStore())) {
            KeyStore.open(keyStore(), passphrase.toCharArray());
            return false;
        }
        if (Files.exists(record())) {
            throw new BrokenKeyStoreException(
                    "%s: found none, and a record in %s that a new one could not open. Expected the one that it was recorded with: restore it from its backup."
                            .formatted(keyStore(), path),
                    null);
        }
        KeyStore.create(keyStore(), passphrase.toCharArray());
        return true;
    }

    /// Gives a new password to each of these users that has none.
    ///
    /// @return the new passwords; they are stored nowhere
    Map<String, String> giveMissingPasswords(SequencedCollection<String> users) throws IOException {
        var fresh = new LinkedHashMap<String, String>();
        Set<String> known = knownUsers();
        users.stream()
                .filter(user -> !known.contains(user))
                .forEach(user -> fresh.put(user, Credentials.newPassword()));
        if (!fresh.isEmpty()) {
            Credentials.setAll(credentials(), fresh);
        }
        return fresh;
    }

    /// Who has a password.
    Set<String> knownUsers() throws IOException {
        if (!Files.exists(credentials())) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(credentials())) {
            return lines.filter(line -> !line.startsWith("#") && line.contains("="))
                    .map(line -> line.substring(0, line.indexOf('=')).strip())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
