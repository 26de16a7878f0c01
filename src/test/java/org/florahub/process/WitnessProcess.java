package org.florahub.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.ledger.VerifierKey;
import org.florahub.witness.WitnessFolder;
import org.jspecify.annotations.Nullable;

/// `flora witness` of the packaged hub as its own process.
final class WitnessProcess implements AutoCloseable {

    private static final String PASSPHRASE = "a passphrase for one test";
    private static final Pattern READY = Pattern.compile("ready +http://127\\.0\\.0\\.1:([0-9]+)\n");

    private final WitnessFolder folder;
    private final Path log;
    private int port;
    private @Nullable Process process;

    /// Makes its keys.
    ///
    /// @param logs keys of the log that it cosigns
    WitnessProcess(Path path, String name, List<VerifierKey> logs) throws IOException {
        folder = new WitnessFolder(path);
        folder.create(name, PASSPHRASE.toCharArray());
        folder.addLogs(logs);
        log = path.resolve("witness.log");
    }

    /// Starts it, on the port of before if there was one, and does not wait.
    void begin() throws IOException {
        Files.deleteIfExists(log);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        System.getProperty("hub.jar"),
                        "witness",
                        "--data",
                        folder.path().toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("FLORA_PASSPHRASE", PASSPHRASE);
        process = builder.start();
    }

    /// Returns when it listens.
    WitnessProcess ready() throws IOException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        for (Matcher found = READY.matcher(""); !found.find(); found.reset(Files.readString(log))) {
            if (System.nanoTime() > until || !isAlive()) {
                throw new IllegalStateException("The witness did not become ready:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        Matcher found = READY.matcher(Files.readString(log));
        if (found.find()) {
            port = Integer.parseInt(found.group(1));
        }
        return this;
    }

    private boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    int port() {
        return port;
    }

    /// Its Ed25519 key.
    String vkey() throws IOException {
        return Files.readAllLines(folder.publicKeys()).getFirst();
    }

    @Override
    public void close() {
        kill();
    }
}
