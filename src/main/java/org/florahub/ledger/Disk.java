package org.florahub.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// All that the ledger does to files, as single actions: a crash falls between two of them, or into a [#write].
/// Tests take it down after each.
interface Disk {

    /// That of this machine.
    Disk REAL = new Disk() {};

    /// Creates a folder; its name is not durable yet.
    default void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    /// Writes a file; neither content nor name is durable yet.
    default void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
    }

    /// Makes the content of a file durable.
    default void force(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /// Makes the names in a folder durable.
    default void forceFolder(Path folder) throws IOException {
        force(folder, StandardOpenOption.READ);
    }

    /// Gives a file another name in its folder, and takes that of a file that had it.
    default void rename(Path file, Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Deletes a file or an empty folder.
    default void delete(Path path) throws IOException {
        Files.delete(path);
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (var channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
