package org.florahub.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.florahub.record.SealedOriginal.Place;
import org.florahub.vault.Vault;

/// The folder of encrypted originals. Thread-safe.
///
/// An original of at most one frame waits in memory for the writer, which appends all of a group to a segment. A
/// longer one becomes a file of its own, durable before the writer hears of it.
final class Originals {

    static final String SEGMENT = ".seg";
    private static final String OWN_FILE = ".bin";
    private static final String UNFINISHED = ".new";

    private final Path folder;
    private final Vault vault;
    private final Runnable synced;

    /// @param folder exists
    /// @param synced is told of each wait for the disk
    Originals(Path folder, Vault vault, Runnable synced) {
        this.folder = folder;
        this.vault = vault;
        this.synced = synced;
    }

    /// Encrypts an original under a new key.
    ///
    /// @param ownFile whether it gets a file of its own even if it is short
    /// @throws StoreUnavailableException if it cannot be read or written; nothing is left behind
    SealedOriginal seal(Original original, boolean ownFile) {
        try {
            if (!ownFile && original instanceof Original.Bytes(byte[] content) && fits(content.length)) {
                return inMemory(content);
            }
            try (InputStream in = stream(original)) {
                return ownFile ? toFile(in) : shortOrToFile(in, original);
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "originals: found that a message cannot be read or kept, expected a healthy disk with space left. "
                            + "Nothing of it is recorded: make room, then repeat.",
                    e);
        }
    }

    private SealedOriginal shortOrToFile(InputStream in, Original original) throws IOException {
        return original instanceof Original.File(Path path) && fits(Files.size(path))
                ? inMemory(in.readAllBytes())
                : toFile(in);
    }

    private static boolean fits(long sizeBytes) {
        return sizeBytes <= FrameCipher.FRAME_BYTES;
    }

    private static InputStream stream(Original original) throws IOException {
        return switch (original) {
            case Original.Bytes(byte[] content) -> new ByteArrayInputStream(content);
            case Original.File(Path path) -> Files.newInputStream(path);
            case Original.Copy(Original.Source source) -> source.open();
        };
    }

    private SealedOriginal inMemory(byte[] content) throws IOException {
        if (!fits(content.length)) {
            return toFile(new ByteArrayInputStream(content)); // a file that grew while it was read
        }
        byte[] key = vault.newKey();
        byte[] sealed = new FrameCipher(key).seal(0, true, content, content.length);
        return new SealedOriginal(content.length, sha256().digest(content), key, new Place.Pending(sealed));
    }

    private SealedOriginal toFile(InputStream in) throws IOException {
        String name = UUID.randomUUID().toString().replace("-", "") + OWN_FILE;
        Path unfinished = folder.resolve(name + UNFINISHED);
        byte[] key = vault.newKey();
        MessageDigest digest = sha256();
        try {
            long size;
            try (var out = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                size = encrypt(in, new FrameCipher(key), digest, out);
                out.force(true);
            }
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            syncFolder(folder);
            synced.run();
            return new SealedOriginal(size, digest.digest(), key, new Place.OwnFile(name));
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static long encrypt(InputStream in, FrameCipher cipher, MessageDigest digest, FileChannel out)
            throws IOException {
        byte[] now = new byte[FrameCipher.FRAME_BYTES];
        byte[] next = new byte[FrameCipher.FRAME_BYTES];
        int length = in.readNBytes(now, 0, now.length);
        long size = 0;
        for (long frame = 0; ; frame++) {
            int lengthNext = length < now.length ? 0 : in.readNBytes(next, 0, next.length);
            digest.update(now, 0, length);
            var sealed = ByteBuffer.wrap(cipher.seal(frame, lengthNext == 0, now, length));
            while (sealed.hasRemaining()) {
                out.write(sealed);
            }
            size += length;
            if (lengthNext == 0) {
                return size;
            }
            byte[] read = now;
            now = next;
            next = read;
            length = lengthNext;
        }
    }

    /// The plain bytes of an original, opened frame by frame as they are read.
    InputStream open(Place place, long sizeBytes, byte[] wrappedKey) throws IOException {
        var cipher = new FrameCipher(vault.unwrapOriginalKey(wrappedKey));
        return switch (place) {
            case Place.OwnFile(String name) -> new OriginalStream(folder.resolve(name), 0, sizeBytes, cipher);
            case Place.InSegment(int segment, long offset) ->
                new OriginalStream(Segments.path(folder, segment), offset, sizeBytes, cipher);
            case Place.Pending _ -> throw new IllegalStateException("Not written yet");
        };
    }

    /// Deletes an original's own file, which no message refers to. One in a segment stays there: nobody has its
    /// key.
    void discard(SealedOriginal original) {
        if (original.place() instanceof Place.OwnFile(String name)) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException _) {
                // the next start deletes it
            }
        }
    }

    /// Deletes own files that nothing refers to any more.
    void delete(List<String> names) {
        try {
            for (String name : names) {
                Files.deleteIfExists(folder.resolve(name));
            }
            if (!names.isEmpty()) {
                syncFolder(folder);
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "originals: found a file that cannot be deleted, expected a folder that this user may write. "
                            + "The next start deletes it.",
                    e);
        }
    }

    /// Deletes what a crash left behind: half-written files, and files that no message refers to.
    void sweep(Predicate<String> referenced) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(UNFINISHED) || (name.endsWith(OWN_FILE) && !referenced.test(name))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Makes the names in a folder durable.
    static void syncFolder(Path folder) throws IOException {
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
