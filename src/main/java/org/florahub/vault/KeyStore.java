package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The hub's root keys in one small file, encrypted under a passphrase: the key that wraps the vault's keys, the
/// keys of its keyed hashes, and secrets that others keep here, such as the ledger's signing keys.
///
/// File: `FLORAKS1` ‖ iterations (u32) ‖ salt (16) ‖ nonce (12) ‖ AES-256-GCM of the secrets, which authenticates
/// the bytes before it too. The key is PBKDF2-HMAC-SHA-256 of the passphrase. A change writes a new file, makes it
/// durable and renames it over the old one. Thread-safe. Never prints a key.
public final class KeyStore {

    /// OWASP's recommendation for PBKDF2 with HMAC-SHA-256.
    private static final int ITERATIONS = 600_000;

    private static final int ITERATIONS_MAX = 100_000_000;
    private static final int PASSPHRASE_CHARACTERS_MIN = 12;
    private static final byte[] MAGIC = "FLORAKS1".getBytes(UTF_8);
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = MAGIC.length + Integer.BYTES + SALT_BYTES + NONCE_BYTES;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;
    private final byte[] salt;
    private final int iterations;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /// Guarded by `this`.
    private final TreeMap<String, byte[]> secrets = new TreeMap<>();

    private KeyStore(Path file, byte[] salt, int iterations, SecretKeySpec key) {
        this.file = file;
        this.salt = salt;
        this.iterations = iterations;
        this.key = key;
    }

    /// Creates a key store with new random root keys. Durable when it returns.
    ///
    /// @param passphrase at least 12 characters
    /// @throws BrokenKeyStoreException if there is one already, or none can be written
    public static KeyStore create(Path file, char[] passphrase) {
        if (passphrase.length < PASSPHRASE_CHARACTERS_MIN) {
            throw new BrokenKeyStoreException(
                    "%s: found a passphrase of %d characters, expected at least %d. Choose a longer one."
                            .formatted(file, passphrase.length, PASSPHRASE_CHARACTERS_MIN),
                    null);
        }
        if (Files.exists(file)) {
            throw new BrokenKeyStoreException(
                    "%s: found a key store, expected none. Its keys would be lost: open it, or choose another place."
                            .formatted(file),
                    null);
        }
        byte[] salt = new byte[SALT_BYTES];
        var store = new KeyStore(file, salt, ITERATIONS, derive(passphrase, fill(salt), ITERATIONS));
        synchronized (store) {
            for (RootKey root : RootKey.values()) {
                store.secrets.put(root.name(), fill(new byte[RootKey.BYTES]));
            }
            store.write();
        }
        return store;
    }

    /// Opens a key store.
    ///
    /// @throws BrokenKeyStoreException if it is missing or damaged, or the passphrase is another one
    public static KeyStore open(Path file, char[] passphrase) {
        byte[] content = read(file);
        var head = ByteBuffer.wrap(content);
        byte[] magic = new byte[MAGIC.length];
        byte[] salt = new byte[SALT_BYTES];
        if (content.length < HEAD_BYTES || !Arrays.equals(take(head, magic), MAGIC)) {
            throw damaged(file, null);
        }
        int iterations = head.getInt();
        if (iterations < ITERATIONS || iterations > ITERATIONS_MAX) {
            throw damaged(file, null);
        }
        take(head, salt);
        var store = new KeyStore(file, salt, iterations, derive(passphrase, salt, iterations));
        store.decrypt(content, take(head, new byte[NONCE_BYTES]));
        return store;
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
        byte[] before = secrets.put(name(name), secret.clone());
        try {
            write();
        } catch (BrokenKeyStoreException e) {
            if (before == null) {
                secrets.remove(name(name));
            } else {
                secrets.put(name(name), before);
            }
            throw e;
        }
    }

    synchronized byte[] root(RootKey root) {
        byte[] bytes = secrets.get(root.name());
        if (bytes == null || bytes.length != RootKey.BYTES) {
            throw damaged(file, null);
        }
        return bytes.clone();
    }

    /// Root keys stand under names in capitals; those of others get a prefix, so that none can take their place.
    private static String name(String name) {
        return "secret:" + name;
    }

    private void decrypt(byte[] content, byte[] nonce) {
        byte[] plain;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce);
            cipher.updateAAD(content, 0, HEAD_BYTES);
            plain = cipher.doFinal(content, HEAD_BYTES, content.length - HEAD_BYTES);
        } catch (AEADBadTagException e) {
            throw new BrokenKeyStoreException(
                    "%s: found another passphrase or a damaged file, expected the passphrase it was made with. Check the passphrase; else restore the file from its backup."
                            .formatted(file),
                    e);
        } catch (GeneralSecurityException e) {
            throw damaged(file, e);
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(plain))) {
            for (int left = in.readInt(); left > 0; left--) {
                secrets.put(in.readUTF(), in.readNBytes(in.readInt()));
            }
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private void write() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(MAGIC)
                .putInt(iterations)
                .put(salt)
                .put(nonce)
                .array();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
            cipher.updateAAD(head);
            replace(head, cipher.doFinal(plain()));
        } catch (GeneralSecurityException | IOException e) {
            throw new BrokenKeyStoreException(
                    "%s: found that it cannot be written, expected a writable folder with space left. Nothing has changed."
                            .formatted(file),
                    e);
        }
    }

    private byte[] plain() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(secrets.size());
            for (var entry : secrets.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void replace(byte[] head, byte[] body) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("A key store is a file in a folder");
        }
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        Path fresh = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OWNER_ONLY);
        try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var content =
                    ByteBuffer.allocate(head.length + body.length).put(head).put(body);
            for (content.flip(); content.hasRemaining(); ) {
                out.write(content);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        return cipher;
    }

    private static SecretKeySpec derive(char[] passphrase, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(passphrase, salt, iterations, 256);
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(derived, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BrokenKeyStoreException(
                    "%s: found no key store that can be read, expected one. Restore it from its backup: without it nothing in the vault can be read."
                            .formatted(file),
                    e);
        }
    }

    private static byte[] take(ByteBuffer from, byte[] to) {
        from.get(to);
        return to;
    }

    private static byte[] fill(byte[] bytes) {
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static BrokenKeyStoreException damaged(Path file, @Nullable Throwable cause) {
        return new BrokenKeyStoreException(
                "%s: found a damaged key store, expected one of version 1. Restore it from its backup.".formatted(file),
                cause);
    }

    @Override
    public String toString() {
        return "KeyStore[" + file + "]";
    }
}
