package org.florahub.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.florahub.delivery.Parcel;

/// A folder into which finished files appear at once and whole: written under a name that begins with a dot and
/// ends in
/// `.tmp`, made durable, renamed; the folder itself is made durable once for all of them.
///
/// Thread-safe. Several files are written at the same time, because their durable waits are one to the disk.
final class Folder {

    private static final int AT_ONCE = 8;
    private static final Semaphore DISK = new Semaphore(AT_ONCE);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Path path;

    /// One file to be: its name without folders, and its bytes.
    static final class Document {

        private final String name;
        private final byte[] body;

        Document(String name, byte[] body) {
            if (!name.matches("[^/\\x00-\\x1f]{1,200}") || name.startsWith(".")) {
                throw new IllegalArgumentException("A document's name is a plain file name");
            }
            this.name = name;
            this.body = body;
        }

        /// The document of a parcel and, where its receiver wants one, its loss report `NAME.losses`.
        static List<Document> of(Parcel parcel) {
            var document = new Document(parcel.name(), parcel.body());
            byte[] losses = parcel.lossReport();
            return losses == null
                    ? List.of(document)
                    : List.of(document, new Document(parcel.name() + ".losses", losses));
        }

        String name() {
            return name;
        }

        /// Not copied: nobody changes them.
        byte[] body() {
            return body;
        }
    }

    /// A folder that others write to: created if it is not there, and nothing in it is touched, since a half-written
    /// file in it is its sender's.
    ///
    /// @throws UncheckedIOException if it cannot be created
    static Folder ofOthers(Path path) {
        return new Folder(path);
    }

    /// A folder that the hub alone writes to: created if it is not there, and cleared of what a crash left
    /// half-written.
    ///
    /// @throws UncheckedIOException if neither is possible
    static Folder ofHub(Path path) {
        var folder = new Folder(path);
        folder.clear();
        return folder;
    }

    private Folder(Path path) {
        this.path = path;
        try {
            ClearText.shared(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void clear() {
        try (var left = Files.newDirectoryStream(path, ".*.tmp")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private UncheckedIOException unusable(IOException cause) {
        return new UncheckedIOException(path + ": cannot be created or read. Check its owner and rights.", cause);
    }

    Path path() {
        return path;
    }

    /// Writes all of them; of two with one name the later counts. A document whose file is there with the same
    /// bytes is left alone; another file of that name is replaced. When this returns, all are durable.
    ///
    /// @throws IOException if one of them could not be written; the others may be there
    void put(List<Document> documents) throws IOException {
        if (documents.size() == 1) {
            put(documents.getFirst());
        } else {
            var byName = new LinkedHashMap<String, Document>();
            documents.forEach(document -> byName.put(document.name, document));
            var waiting = new ArrayList<Future<?>>(byName.size());
            for (Document document : byName.values()) {
                waiting.add(THREADS.submit(() -> {
                    put(document);
                    return null;
                }));
            }
            await(waiting);
        }
        sync();
    }

    /// Makes renames and removals in this folder durable.
    void sync() throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void put(Document document) throws IOException {
        DISK.acquireUninterruptibly();
        try {
            Path target = path.resolve(document.name);
            if (holds(target, document.body)) {
                return;
            }
            Path temporary = path.resolve("." + document.name + ".tmp");
            try (var channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(document.body);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            DISK.release();
        }
    }

    private static boolean holds(Path file, byte[] body) throws IOException {
        return Files.exists(file) && Files.size(file) == body.length && Arrays.equals(Files.readAllBytes(file), body);
    }

    private static void await(List<Future<?>> waiting) throws IOException {
        IOException first = null;
        for (Future<?> future : waiting) {
            try {
                future.get();
            } catch (ExecutionException e) {
                first = first == null ? new IOException(e.getCause()) : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while writing", e);
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
