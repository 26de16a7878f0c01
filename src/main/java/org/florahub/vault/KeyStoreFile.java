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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The bytes of a key store under one passphrase: `FLORAKS2` ‖ iterations (u32) ‖ salt (16) ‖ nonce (12) ‖
/// AES-256-GCM of the secrets, which authenticates the bytes before it too ‖ SHA-256 of all that, which tells a
/// damaged file from another passphrase. `FLORAKS1` has no such end and is still read.
///
/// The key is PBKDF2-HMAC-SHA-256 of the passphrase. Each writing makes a new file, durable before it is renamed over
/// the old one: after a crash there is the one or the other. Immutable; the file is not. Never prints a key.
final class KeyStoreFile {

    /// OWASP's recommendation for PBKDF2 with HMAC-SHA-256.
    private static final int ITERATIONS = 600_000;

    private static final int ITERATIONS_MAX = 100_000_000;
    private static final byte[] MAGIC = "FLORAKS2".getBytes(UTF_8);
    private static final byte[] MAGIC_1 = "FLORAKS1".getBytes(UTF_8);
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int SUM_BYTES = 32;
    private static final int HEAD_BYTES = MAGIC.length + Integer.BYTES + SALT_BYTES + NONCE_BYTES;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final byte[] salt;
    private final int iterations;
    private final SecretKeySpec key;

    private KeyStoreFile(Path path, byte[] salt, int iterations, char[] passphrase) {
        this.path = path;
        this.salt = salt;
        this.iterations = iterations;
        this.key = derive(passphrase, salt, iterations);
    }

    /// A file that is still to be written, under a new salt.
    static KeyStoreFile under(Path path, char[] passphrase) {
        return new KeyStoreFile(path, random(SALT_BYTES), ITERATIONS, passphrase);
    }

    /// Reads a file.
    ///
    /// @param secrets gets what is in it
    /// @throws BrokenKeyStoreException if it is missing or damaged, or the passphrase is another one
    static KeyStoreFile read(Path path, char[] passphrase, Map<String, byte[]> secrets) {
        byte[] all = bytes(path);
        byte[] magic = Arrays.copyOf(all, MAGIC.length);
        boolean summed = Arrays.equals(magic, MAGIC);
        if (!summed && !Arrays.equals(magic, MAGIC_1)) {
            throw refused(path, all.length == 0 ? "an empty file" : "a file that is no key store", null);
        }
        int least = HEAD_BYTES + TAG_BYTES + (summed ? SUM_BYTES : 0);
        if (all.length < least) {
            throw refused(path, "a key store that ends after %d bytes".formatted(all.length), null);
        }
        byte[] content = summed ? Arrays.copyOf(all, all.length - SUM_BYTES) : all;
        if (summed && !Arrays.equals(sum(content), 0, SUM_BYTES, all, content.length, all.length)) {
            throw refused(path, "a key store with bytes missing or changed", null);
        }
        var head = ByteBuffer.wrap(content, MAGIC.length, HEAD_BYTES - MAGIC.length);
        int iterations = head.getInt();
        if (iterations < ITERATIONS || iterations > ITERATIONS_MAX) {
            throw refused(path, "a key store with a count of rounds that none has", null);
        }
        byte[] salt = new byte[SALT_BYTES];
        head.get(salt);
        var file = new KeyStoreFile(path, salt, iterations, passphrase);
        secrets.putAll(file.decrypt(content, summed));
        return file;
    }

    Path path() {
        return path;
    }

    /// Whether this is the passphrase.
    boolean opensWith(char[] passphrase) {
        byte[] derived = derive(passphrase, salt, iterations).getEncoded();
        return MessageDigest.isEqual(derived, key.getEncoded());
    }

    /// Writes the file anew. Durable when it returns.
    ///
    /// @throws BrokenKeyStoreException if it cannot be written; then the file is as it was
    void write(Map<String, byte[]> secrets) {
        byte[] nonce = random(NONCE_BYTES);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(MAGIC)
                .putInt(iterations)
                .put(salt)
                .put(nonce)
                .array();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
            cipher.updateAAD(head);
            byte[] body = cipher.doFinal(plain(secrets));
            byte[] content = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, content, head.length, body.length);
            replace(content);
        } catch (GeneralSecurityException | IOException e) {
            throw new BrokenKeyStoreException(
                    "%s: found that it cannot be written, expected a writable folder with space left. Nothing has changed."
                            .formatted(path),
                    e);
        }
    }

    private Map<String, byte[]> decrypt(byte[] content, boolean whole) {
        byte[] nonce = Arrays.copyOfRange(content, HEAD_BYTES - NONCE_BYTES, HEAD_BYTES);
        var secrets = new TreeMap<String, byte[]>();
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce);
            cipher.updateAAD(content, 0, HEAD_BYTES);
            byte[] plain = cipher.doFinal(content, HEAD_BYTES, content.length - HEAD_BYTES);
            try (var in = new DataInputStream(new ByteArrayInputStream(plain))) {
                for (int left = in.readInt(); left > 0; left--) {
                    secrets.put(in.readUTF(), in.readNBytes(in.readInt()));
                }
            }
            return secrets;
        } catch (AEADBadTagException e) {
            throw new BrokenKeyStoreException(
                    "%s: found another passphrase%s, expected the one that it was last written with. Check %s"
                            .formatted(
                                    path,
                                    whole ? "" : " or a damaged file",
                                    "the passphrase; after `flora keys passphrase` it is the new one."),
                    e);
        } catch (GeneralSecurityException | IOException e) {
            throw refused(path, "a key store whose content is none", e);
        }
    }

    private static byte[] plain(Map<String, byte[]> secrets) {
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

    private void replace(byte[] content) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("A key store is a file in a folder");
        }
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        Path fresh = folder.resolve(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OWNER_ONLY);
        try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            for (ByteBuffer part : new ByteBuffer[] {ByteBuffer.wrap(content), ByteBuffer.wrap(sum(content))}) {
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
            out.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
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

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw refused(path, "no key store", e);
        } catch (IOException e) {
            throw new BrokenKeyStoreException(
                    "%s: found a key store that this user cannot read, expected one of its own. Run the hub as its owner, or: chown USER FILE."
                            .formatted(path),
                    e);
        }
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static byte[] sum(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BrokenKeyStoreException refused(Path path, String found, @Nullable Throwable cause) {
        return new BrokenKeyStoreException(
                "%s: found %s, expected the key store of this hub. Restore it from its backup: without it nothing in the vault can be read."
                        .formatted(path, found),
                cause);
    }

    @Override
    public String toString() {
        return "KeyStoreFile[" + path + "]";
    }
}
