package org.florahub.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.florahub.ledger.InvalidProofException;
import org.florahub.ledger.VerifierKey;
import org.florahub.ledger.Witness;
import org.florahub.ledger.WitnessKeys;
import org.florahub.vault.KeyStore;

/// What a witness keeps: its key store, its public keys, the keys of the logs it cosigns, and what it cosigned.
///
/// @param path the folder; it need not exist yet
public record WitnessFolder(Path path) {

    private static final String KEYS = "witness.keys";

    /// The key store, sealed by a passphrase.
    public Path keyStore() {
        return path.resolve("keys").resolve("keystore");
    }

    /// Its public keys, a vkey a line: for the operators of logs and for everyone who verifies.
    public Path publicKeys() {
        return path.resolve("witness.vkey");
    }

    /// The public keys of the logs that it cosigns, a vkey a line; edited by whoever runs the witness.
    public Path logs() {
        return path.resolve("logs.vkey");
    }

    Path checkpoints() {
        return path.resolve("checkpoints");
    }

    Path evidence() {
        return path.resolve("evidence");
    }

    /// Makes keys for a new witness. What is there already stays as it is.
    ///
    /// @return whether keys were made
    /// @throws IllegalArgumentException if no witness can be called so
    public boolean create(String name, char[] passphrase) throws IOException {
        if (Files.exists(keyStore())) {
            return false;
        }
        WitnessKeys keys = WitnessKeys.generate(name);
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        KeyStore.create(keyStore(), passphrase).put(KEYS, keys.encode());
        Files.write(
                publicKeys(),
                keys.verifierKeys().stream().map(VerifierKey::toString).toList());
        return true;
    }

    /// Adds keys to those of the logs that it cosigns.
    public void addLogs(List<VerifierKey> keys) throws IOException {
        List<VerifierKey> all = new ArrayList<>(Files.exists(logs()) ? logKeys() : List.of());
        keys.stream().filter(key -> !all.contains(key)).forEach(all::add);
        Files.write(logs(), all.stream().map(VerifierKey::toString).toList());
    }

    /// Opens the witness.
    ///
    /// @throws IOException           if a file cannot be read
    /// @throws BrokenWitnessException if a file is damaged: says which
    public Witness open(char[] passphrase, Clock clock) throws IOException {
        List<VerifierKey> logs = logKeys();
        byte[] secret = KeyStore.open(keyStore(), passphrase)
                .secret(KEYS)
                .orElseThrow(() -> new BrokenWitnessException(
                        "%s: found no keys of a witness, expected the key store that witness init made. Correct --data."
                                .formatted(keyStore())));
        try {
            return Witness.open(checkpoints(), WitnessKeys.decode(secret), logs, clock);
        } catch (InvalidProofException e) {
            throw new BrokenWitnessException(
                    "%s: %s. Restore it from a backup that is not older, or ask the operator of the log before you delete it: a witness that forgets can be shown another history."
                            .formatted(checkpoints(), e.getMessage()));
        }
    }

    private List<VerifierKey> logKeys() throws IOException {
        try {
            return readKeys(logs());
        } catch (InvalidProofException e) {
            throw new BrokenWitnessException(
                    "%s: %s. Get the keys of the log from its operator again.".formatted(logs(), e.getMessage()));
        }
    }

    /// Reads a file of vkeys, one a line.
    ///
    /// @throws InvalidProofException if a line is none
    public static List<VerifierKey> readKeys(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(VerifierKey::parse)
                .toList();
    }
}
