package org.florahub.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The users of the edge and their passwords, from `credentials.properties`: one line `USER=pbkdf2$ROUNDS$SALT$HASH`
/// each (PBKDF2 with HMAC-SHA-512, Base64). Passwords themselves are stored nowhere.
///
/// The file is read again when it changes. A password that was right is remembered as a keyed hash for as long as
/// the file stays the same, since one check costs about a tenth of a second of CPU. Thread-safe.
public final class Credentials {

    private static final int ROUNDS = 210_000;
    private static final int CHECKS_AT_ONCE = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final byte[] memoryKey = randomBytes(32);
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE);
    private volatile Known known;

    /// What the file said when it was last read, and the passwords found right since.
    private record Known(FileTime readAs, Map<String, Hash> users, Map<String, byte[]> right) {}

    private static final class Hash {

        private final int rounds;
        private final byte[] salt;
        private final byte[] value;

        Hash(int rounds, byte[] salt, byte[] value) {
            this.rounds = rounds;
            this.salt = salt;
            this.value = value;
        }

        static Hash parse(Path file, String user, String text) {
            String[] parts = text.split("\\$", -1);
            try {
                if (parts.length == 4 && parts[0].equals("pbkdf2")) {
                    Base64.Decoder base64 = Base64.getDecoder();
                    return new Hash(Integer.parseInt(parts[1]), base64.decode(parts[2]), base64.decode(parts[3]));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(broken(file, user), e);
            }
            throw new IllegalArgumentException(broken(file, user));
        }

        private static String broken(Path file, String user) {
            return "%s: found an unreadable entry for '%s', expected pbkdf2$ROUNDS$SALT$HASH. Run: %s"
                    .formatted(file, user, setting(file, user));
        }

        @Override
        public String toString() {
            Base64.Encoder base64 = Base64.getEncoder();
            return "pbkdf2$%d$%s$%s".formatted(rounds, base64.encodeToString(salt), base64.encodeToString(value));
        }
    }

    private Credentials(Path file, Known known) {
        this.file = file;
        this.known = known;
    }

    /// Reads the file and checks that every user named has an entry.
    ///
    /// @throws IllegalStateException if the file or entries are missing; the message lists them all and says what
    /// to do
    static Credentials open(Path file, Set<String> needed) {
        Known known = Files.exists(file) ? read(file) : new Known(FileTime.fromMillis(0), Map.of(), Map.of());
        var missing = new TreeSet<>(needed);
        missing.removeAll(known.users().keySet());
        if (!missing.isEmpty()) {
            String commands =
                    missing.stream().map(user -> "  " + setting(file, user)).collect(Collectors.joining("\n"));
            throw new IllegalStateException("%s: found no password for %s, expected one for each. Run:\n%s"
                    .formatted(file, String.join(", ", missing), commands));
        }
        return new Credentials(file, known);
    }

    /// Sets the password of one user; the others stay. Returns once the file is durable; only its owner can read it.
    public static void set(Path file, String user, String password) throws IOException {
        setAll(file, Map.of(user, password));
    }

    /// Sets the passwords of several users at once; the others stay.
    ///
    /// @throws IllegalArgumentException if a name or a password is not usable
    public static void setAll(Path file, Map<String, String> passwords) throws IOException {
        var lines = new TreeMap<String, String>();
        if (Files.exists(file)) {
            lines.putAll(entries(file)); // as they stand: one that cannot be read is what this may be called for
        }
        passwords.forEach(
                (user, password) -> lines.put(checked(user), newHash(password).toString()));
        var text =
                new StringBuilder("# Who may reach the hub. Change it with: ./flora credentials set USER --data DIR\n");
        lines.forEach((user, hash) -> text.append(user).append('=').append(hash).append('\n'));
        replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// A new password of 128 random bits, in 22 letters, digits, `-` and `_`.
    public static String newPassword() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(16));
    }

    /// Whether a user has a password.
    boolean knows(String user) {
        return current().users().containsKey(user);
    }

    /// Whether this is the user's password. Takes the same time for a user that does not exist.
    boolean isRight(@Nullable String user, @Nullable String password) {
        if (user == null || password == null || password.length() > 200) {
            return false;
        }
        Known now = current();
        byte[] fingerprint = fingerprint(user, password);
        byte[] remembered = now.right().get(user);
        if (remembered != null && MessageDigest.isEqual(remembered, fingerprint)) {
            return true;
        }
        Hash hash = now.users().get(user);
        Hash compared = hash == null ? new Hash(ROUNDS, memoryKey, new byte[32]) : hash;
        checks.acquireUninterruptibly();
        try {
            boolean right = MessageDigest.isEqual(compared.value, derive(password, compared)) && hash != null;
            if (right) {
                now.right().put(user, fingerprint);
            }
            return right;
        } finally {
            checks.release();
        }
    }

    private Known current() {
        Known now = known;
        try {
            if (!Files.getLastModifiedTime(file).equals(now.readAs())) {
                now = read(file);
                known = now;
            }
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            return now; // the file is being replaced or broken: who was known stays known until it can be read again
        }
        return now;
    }

    private static Known read(Path file) {
        try {
            FileTime readAs = Files.getLastModifiedTime(file);
            var users = new TreeMap<String, Hash>();
            entries(file).forEach((user, text) -> users.put(user, Hash.parse(file, user, text)));
            return new Known(readAs, users, new ConcurrentHashMap<>());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read. Check its owner and rights.", e);
        }
    }

    private static Map<String, String> entries(Path file) throws IOException {
        var entries = new TreeMap<String, String>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                entries.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return entries;
    }

    /// The command that gives a user a password in this file.
    private static String setting(Path file, String user) {
        return "./flora credentials set %s --data %s".formatted(user, file.getParent());
    }

    private static String checked(String user) {
        if (!user.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "User: found other characters, expected 1 to 64 letters, digits, '.', '-' or '_'. Choose another name.");
        }
        return user;
    }

    private static Hash newHash(String password) {
        if (password.length() < 12 || password.length() > 200) {
            throw new IllegalArgumentException("Password: found %d characters, expected 12 to 200. Choose another one."
                    .formatted(password.length()));
        }
        var empty = new Hash(ROUNDS, randomBytes(16), new byte[32]);
        return new Hash(ROUNDS, empty.salt, derive(password, empty));
    }

    private static byte[] derive(String password, Hash hash) {
        var spec = new PBEKeySpec(password.toCharArray(), hash.salt, hash.rounds, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }

    private byte[] fingerprint(String user, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(memoryKey, "HmacSHA256"));
            mac.update(user.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(
                folder,
                ".credentials",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
