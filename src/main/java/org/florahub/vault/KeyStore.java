package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The hub's root keys in one small file, encrypted under a passphrase: the key that wraps the vault's keys, the
/// keys of its keyed hashes, and secrets that others keep here, such as the ledger's signing keys.
///
/// One process at a time may change a file. Thread-safe. Never prints a key.
public final class KeyStore {

    private static final int PASSPHRASE_CHARACTERS_MIN = 12;

    /// Beside the new wrapping key, until nothing is wrapped with the former one any more.
    private static final String FORMER = "WRAP.former";

    private static final String SINCE = ".since";
    private static final byte[] FINGERPRINT = "flora-hub/fingerprint/v1\0".getBytes(UTF_8);
    private static final int FINGERPRINT_BYTES = 4;

    /// Guarded by `this`, as what follows.
    private KeyStoreFile file;

    private final SortedMap<String, byte[]> secrets;

    private KeyStore(KeyStoreFile file, SortedMap<String, byte[]> secrets) {
        this.file = file;
        this.secrets = secrets;
    }

    /// Creates a key store with new random root keys. Durable when it returns.
    ///
    /// @param passphrase at least 12 characters
    /// @throws BrokenKeyStoreException if there is one already, or none can be written
    public static KeyStore create(Path path, char[] passphrase) {
        checkLength(path, passphrase);
        if (Files.exists(path)) {
            throw new BrokenKeyStoreException(
                    "%s: found a key store, expected none. Its keys would be lost: open it, or choose another place."
                            .formatted(path),
                    null);
        }
        var secrets = new TreeMap<String, byte[]>();
        for (RootKey root : RootKey.values()) {
            secrets.put(root.name(), KeyStoreFile.random(RootKey.BYTES));
            secrets.put(root.name() + SINCE, bytes(Clock.systemUTC().instant()));
        }
        KeyStoreFile file = KeyStoreFile.under(path, passphrase);
        file.write(secrets);
        return new KeyStore(file, secrets);
    }

    /// Opens a key store.
    ///
    /// @throws BrokenKeyStoreException if it is missing or damaged, or the passphrase is another one
    public static KeyStore open(Path path, char[] passphrase) {
        checkReadable(path, passphrase);
        var secrets = new TreeMap<String, byte[]>();
        KeyStoreFile file = KeyStoreFile.read(path, passphrase, secrets);
        var store = new KeyStore(file, secrets);
        for (RootKey root : RootKey.values()) {
            store.root(root);
        }
        return store;
    }

    /// Where it lies.
    public synchronized Path path() {
        return file.path();
    }

    /// A secret that was put here under that name.
    public synchronized Optional<byte[]> secret(String name) {
        byte[] secret = secrets.get(name(name));
        return secret == null ? Optional.empty() : Optional.of(secret.clone());
    }

    /// Keeps a secret. Durable when it returns.
    ///
    /// @throws BrokenKeyStoreException if it cannot be written; what the store held before still stands
    public synchronized void put(String name, byte[] secret) {
        change(Map.of(name(name), secret.clone()));
    }

    /// Encrypts the file under another passphrase. Durable when it returns; what is in it stays the same.
    ///
    /// @param present to show that it is known
    /// @param fresh   at least 12 characters
    /// @throws BrokenKeyStoreException if `present` is not the passphrase, `fresh` is too short, or nothing can be
    ///                                 written; then the file is as it was
    public synchronized void changePassphrase(char[] present, char[] fresh) {
        checkLength(file.path(), fresh);
        if (!file.opensWith(present)) {
            throw new BrokenKeyStoreException(
                    "%s: found another passphrase, expected the present one. Nothing has changed."
                            .formatted(file.path()),
                    null);
        }
        KeyStoreFile changed = KeyStoreFile.under(file.path(), fresh);
        changed.write(secrets);
        file = changed;
    }

    /// What is told about a root key: never the key.
    ///
    /// @param name        what it is called
    /// @param since       when it was made; `null` if the store is older than that note
    /// @param fingerprint 8 hexadecimal digits of a hash of it, by which two copies of a store are compared
    public record Shown(String name, @Nullable Instant since, String fingerprint) {}

    /// What can be told about the root keys, the former wrapping key last while there is one.
    public synchronized List<Shown> shown() {
        return secrets.keySet().stream()
                .filter(name -> !name.endsWith(SINCE) && !name.startsWith(name("")))
                .map(this::shown)
                .toList();
    }

    private synchronized Shown shown(String name) {
        byte[] since = secrets.get(name + SINCE);
        Instant at = since == null
                ? null
                : Instant.ofEpochMilli(ByteBuffer.wrap(since).getLong());
        return new Shown(name, at, fingerprint(secrets.getOrDefault(name, new byte[0])));
    }

    synchronized byte[] root(RootKey root) {
        byte[] bytes = secrets.get(root.name());
        if (bytes == null || bytes.length != RootKey.BYTES) {
            throw new BrokenKeyStoreException(
                    "%s: found a key store without its root keys, expected the key store of this hub. Restore it from its backup."
                            .formatted(file.path()),
                    null);
        }
        return bytes.clone();
    }

    /// The wrapping key before the present one, while it is still needed.
    synchronized Optional<byte[]> formerWrap() {
        return Optional.ofNullable(secrets.get(FORMER)).map(byte[]::clone);
    }

    /// Makes a new wrapping key and keeps the present one as the former. Durable when it returns.
    ///
    /// @throws IllegalStateException while there is a former one already
    synchronized void renewWrap(Instant now) {
        if (secrets.containsKey(FORMER)) {
            throw new IllegalStateException("There is a former wrapping key still");
        }
        String wrap = RootKey.WRAP.name();
        var changes = new TreeMap<String, byte[]>();
        changes.put(FORMER, root(RootKey.WRAP));
        byte[] since = secrets.get(wrap + SINCE);
        if (since != null) {
            changes.put(FORMER + SINCE, since);
        }
        changes.put(wrap, KeyStoreFile.random(RootKey.BYTES));
        changes.put(wrap + SINCE, bytes(now));
        change(changes);
    }

    /// Forgets the former wrapping key. Durable when it returns.
    synchronized void forgetFormerWrap() {
        byte[] key = secrets.remove(FORMER);
        byte[] since = secrets.remove(FORMER + SINCE);
        try {
            file.write(secrets);
        } catch (BrokenKeyStoreException e) {
            restore(FORMER, key);
            restore(FORMER + SINCE, since);
            throw e;
        }
    }

    private synchronized void change(Map<String, byte[]> changes) {
        var before = new TreeMap<String, byte @Nullable []>();
        changes.forEach((name, secret) -> before.put(name, secrets.put(name, secret)));
        try {
            file.write(secrets);
        } catch (BrokenKeyStoreException e) {
            before.forEach(this::restore);
            throw e;
        }
    }

    private synchronized void restore(String name, byte @Nullable [] secret) {
        if (secret == null) {
            secrets.remove(name);
        } else {
            secrets.put(name, secret);
        }
    }

    /// What the environment's or the terminal's locale has no character for arrives as U+FFFD, each such character
    /// as the same one: it would not be the passphrase that was given.
    private static void checkReadable(Path path, char[] passphrase) {
        if (new String(passphrase).indexOf('\uFFFD') >= 0) {
            throw new BrokenKeyStoreException(
                    "%s: found a passphrase with characters that this locale does not have, expected readable ones. %s"
                            .formatted(path, "Give it as a file in UTF-8, or set LC_ALL=C.UTF-8."),
                    null);
        }
    }

    private static void checkLength(Path path, char[] passphrase) {
        checkReadable(path, passphrase);
        if (passphrase.length < PASSPHRASE_CHARACTERS_MIN) {
            throw new BrokenKeyStoreException(
                    "%s: found a passphrase of %d characters, expected at least %d. Choose a longer one."
                            .formatted(path, passphrase.length, PASSPHRASE_CHARACTERS_MIN),
                    null);
        }
    }

    private static String fingerprint(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FINGERPRINT);
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(key), FINGERPRINT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Instant at) {
        return ByteBuffer.allocate(Long.BYTES).putLong(at.toEpochMilli()).array();
    }

    /// Root keys stand under names in capitals; those of others get a prefix, so that none can take their place.
    private static String name(String name) {
        return "secret:" + name;
    }

    @Override
    public synchronized String toString() {
        return "KeyStore[" + file.path() + "]";
    }
}
