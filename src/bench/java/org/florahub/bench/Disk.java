package org.florahub.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/// The disk below the measured systems: how often it syncs, and how to make it slower.
final class Disk {

    private static final int SYNCS = 500;
    private static final int BLOCK_BYTES = 4096;

    private Disk() {}

    /// How many appends of 4 KB it makes durable in a second, one after the other.
    static double syncsPerSecond(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "syncs", null);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(BLOCK_BYTES), (long) i * BLOCK_BYTES);
                channel.force(false);
            }
            return SYNCS / ((System.nanoTime() - start) / 1e9);
        } finally {
            Files.delete(file);
        }
    }

    /// The environment in which every sync of a process takes at least that long; needs a C compiler.
    ///
    /// @param home   the project's folder
    /// @param folder for the compiled library
    static Map<String, String> slowedTo(Duration sync, Path home, Path folder) throws IOException {
        Path source = home.resolve("src/bench/c/slowsync.c");
        Path library = folder.resolve("slowsync.so");
        Process compiler = new ProcessBuilder(
                        "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString())
                .inheritIO()
                .start();
        try {
            if (compiler.waitFor() != 0) {
                throw new IOException("cc could not compile " + source);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while compiling " + source, e);
        }
        return Map.of("LD_PRELOAD", library.toString(), "FLORA_SYNC_MICROS", Long.toString(sync.toNanos() / 1000));
    }
}
