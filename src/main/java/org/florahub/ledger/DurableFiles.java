package org.florahub.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Replaces files so that after a crash each is wholly there or wholly not. What is put together becomes durable
/// together, with as few waits for the disk as it takes. Not thread-safe.
final class DurableFiles {

    private static final String UNFINISHED = ".unfinished";

    private final Map<Path, byte[]> pending = new LinkedHashMap<>();

    /// Takes note of a file to write with the next [#flush()].
    void put(Path file, byte[] content) {
        pending.put(file, content);
    }

    /// Writes what was put: returns once it is durable under its name.
    void flush() throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : pending.keySet()) {
            createFolders(parent(file), folders);
        }
        for (Map.Entry<Path, byte[]> file : pending.entrySet()) {
            Files.write(unfinished(file.getKey()), file.getValue());
        }
        for (Path file : pending.keySet()) {
            force(unfinished(file), StandardOpenOption.WRITE);
        }
        for (Path file : pending.keySet()) {
            Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path folder : folders) {
            force(folder, StandardOpenOption.READ);
        }
        pending.clear();
    }

    /// Forgets what was put and not flushed.
    void clear() {
        pending.clear();
    }

    static void write(Path file, byte[] content) throws IOException {
        var files = new DurableFiles();
        files.put(file, content);
        files.flush();
    }

    /// Creates a folder and collects it and the parents of every new one: their entries are to be made durable.
    private static void createFolders(Path folder, Set<Path> touched) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolders(parent(folder), touched);
            Files.createDirectory(folder);
        }
        touched.add(folder);
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (var channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file lies in a folder");
    }
}
