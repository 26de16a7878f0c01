package org.florahub.channel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.florahub.intake.Content;
import org.florahub.intake.Receipt;
import org.jspecify.annotations.Nullable;

/// A folder on an authority's own server into which it puts files, and another one for the answers.
///
/// Small files are held in memory while they are taken, larger ones in a file of this machine that goes afterwards;
/// what a crash leaves of those is removed at the next start, and the server still has the original. A file that is
/// too large is not fetched: it stays on the server as `NAME.refused`.
final class SftpInbox implements Inbox {

    private static final int MEMORY_BYTES = 1 << 20;

    private final SftpConnection connection;
    private final SftpFolder in;
    private final SftpFolder answers;
    private final @Nullable String readySuffix;
    private final long bytesMax;
    private final Path fetched;

    /// @param settings of the adapter's channel
    /// @param bytesMax largest file that is fetched
    /// @param fetched  folder for large files while they are taken
    SftpInbox(SftpConnection connection, Map<String, String> settings, long bytesMax, Path fetched) {
        this.connection = connection;
        this.in = new SftpFolder(connection, settings.getOrDefault("folder", "."));
        this.answers = new SftpFolder(connection, settings.getOrDefault("answers", "."));
        this.readySuffix = settings.get("ready");
        this.bytesMax = bytesMax;
        this.fetched = fetched;
        clear();
    }

    @Override
    public Map<String, FileScan.Look> list(Predicate<String> wanted) throws IOException {
        return in.list(wanted);
    }

    @Override
    public Fetched fetch(List<FileScan.Found> files) throws IOException {
        var copies = new Copies(files);
        try {
            copies.fetch();
            return copies;
        } catch (IOException e) {
            copies.close();
            throw e;
        }
    }

    @Override
    public boolean isUnchanged(FileScan.Found file) throws IOException {
        return file.look().equals(in.look(file.name()));
    }

    /// The server's clock may be wrong, so what counts is since when this machine saw it unchanged.
    @Override
    public Instant quietSince(FileScan.Found file) {
        return file.since();
    }

    @Override
    public void answer(List<Folder.Document> documents) throws IOException {
        for (AwayException failure : answers.put(documents)) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Override
    public void remove(FileScan.Found file, Receipt receipt) throws IOException {
        if (receipt instanceof Receipt.Refused) {
            in.rename(file.name(), file.name() + ".refused");
        } else {
            in.remove(file.name());
        }
        if (readySuffix != null && in.look(file.name() + readySuffix) != null) {
            in.remove(file.name() + readySuffix);
        }
    }

    @Override
    public void delete(FileScan.Found file) throws IOException {
        in.remove(file.name());
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return in.toString();
    }

    private void clear() {
        try {
            ClearText.ofHub(fetched);
            try (var left = Files.newDirectoryStream(fetched)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(fetched + ": cannot be created or read. Check its owner and rights.", e);
        }
    }

    /// Copies of one batch.
    private final class Copies implements Fetched {

        private final List<FileScan.Found> files;
        private final Map<FileScan.Found, Content> contents = new LinkedHashMap<>();
        private final Map<FileScan.Found, IOException> failures = new HashMap<>();
        private final List<Path> onDisk = new ArrayList<>();

        Copies(List<FileScan.Found> files) {
            this.files = files;
        }

        void fetch() throws IOException {
            var copied = new ArrayList<@Nullable Content>();
            var tasks = new ArrayList<Callable<Void>>();
            for (int i = 0; i < files.size(); i++) {
                int place = i;
                copied.add(null);
                tasks.add(() -> {
                    Content copy = copy(files.get(place));
                    synchronized (copied) {
                        copied.set(place, copy);
                    }
                    return null;
                });
            }
            List<@Nullable IOException> thrown = in.together(tasks);
            for (int i = 0; i < files.size(); i++) {
                IOException failure = thrown.get(i);
                Content copy = copied.get(i);
                if (failure instanceof AwayException) {
                    throw failure;
                } else if (failure != null) {
                    failures.put(files.get(i), failure);
                } else if (copy != null) {
                    contents.put(files.get(i), copy);
                }
            }
        }

        /// `null` if it has changed since it was found.
        private @Nullable Content copy(FileScan.Found file) throws IOException {
            long size = file.look().sizeBytes();
            if (size > bytesMax) {
                return Content.unread(size);
            }
            Content copy = size > MEMORY_BYTES ? toDisk(file) : toMemory(file);
            return copy.sizeBytes() == size && isUnchanged(file) ? copy : null;
        }

        private Content toMemory(FileScan.Found file) throws IOException {
            var bytes = new ByteArrayOutputStream(Math.toIntExact(file.look().sizeBytes()));
            in.read(file.name(), new Bounded(bytes, MEMORY_BYTES + 1L));
            return Content.of(bytes.toByteArray());
        }

        private Content toDisk(FileScan.Found file) throws IOException {
            Path copy = Files.createTempFile(fetched, "message", ".tmp");
            synchronized (onDisk) {
                onDisk.add(copy);
            }
            try (OutputStream out = Files.newOutputStream(copy)) {
                in.read(file.name(), new Bounded(out, bytesMax + 1));
            }
            return Content.of(copy);
        }

        @Override
        public Map<FileScan.Found, Content> contents() {
            return contents;
        }

        @Override
        public Map<FileScan.Found, IOException> failures() {
            return failures;
        }

        @Override
        public void close() throws IOException {
            for (Path copy : onDisk) {
                Files.deleteIfExists(copy);
            }
        }
    }
}
