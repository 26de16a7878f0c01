package org.florahub.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Replaces files so that after a crash each is wholly there or wholly not. What is put together becomes durable
/// together, with as few waits for the disk as it takes. Not thread-safe.
final class DurableFiles {

    private static final String UNFINISHED = ".unfinished";

    private final Disk disk;
    private final Map<Path, byte[]> pending = new LinkedHashMap<>();

    DurableFiles(Disk disk) {
        this.disk = disk;
    }

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
            disk.write(unfinished(file.getKey()), file.getValue());
        }
        for (Path file : pending.keySet()) {
            disk.force(unfinished(file));
        }
        for (Path file : pending.keySet()) {
            disk.rename(unfinished(file), file);
        }
        for (Path folder : folders) {
            disk.forceFolder(folder);
        }
        pending.clear();
    }

    /// Forgets what was put and not flushed.
    void clear() {
        pending.clear();
    }

    static void write(Path file, byte[] content) throws IOException {
        write(Disk.REAL, file, content);
    }

    static void write(Disk disk, Path file, byte[] content) throws IOException {
        var files = new DurableFiles(disk);
        files.put(file, content);
        files.flush();
    }

    /// Creates a folder and collects it and the parents of every new one: their entries are to be made durable.
    private void createFolders(Path folder, Set<Path> touched) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolders(parent(folder), touched);
            disk.createFolder(folder);
        }
        touched.add(folder);
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file lies in a folder");
    }
}
