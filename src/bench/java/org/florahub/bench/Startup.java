package org.florahub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What a start costs until the hub is ready: the plain fat jar against the launcher (single jars and start-up
/// cache), by turns, each on a fresh data folder. Not thread-safe.
final class Startup {

    private static final String PASSPHRASE = "measured starts";
    private static final Duration READY_MAX = Duration.ofMinutes(3);

    private final Path home;
    private final Path folder;
    private final int rounds;
    private final Report report;
    private int starts;

    Startup(Path folder, int rounds, Report report) {
        this.home = Traffic.home();
        this.folder = folder;
        this.rounds = rounds;
        this.report = report;
    }

    /// @param cpuSeconds  of the process until it was ready
    /// @param wallSeconds until it was ready
    private record Start(double cpuSeconds, double wallSeconds) {}

    void measure() throws IOException {
        Files.writeString(folder.resolve("startup.yaml"), "flora:\n  http-port: 0\n  amqp-port: 0\n");
        report.progress("start-up: building and training the cache");
        finish(process(List.of(home.resolve("flora").toString(), "prepare"), "prepare"));
        var fat = new ArrayList<Start>();
        var launched = new ArrayList<Start>();
        for (int round = 1; round <= rounds; round++) {
            fat.add(start(fatJar()));
            launched.add(start(List.of(home.resolve("flora").toString())));
            report.progress("start-up, round %d of %d: fat jar %.1f s of CPU, launcher %.1f s"
                    .formatted(
                            round,
                            rounds,
                            fat.getLast().cpuSeconds(),
                            launched.getLast().cpuSeconds()));
        }
        report.head("start until ready, s");
        report.row("fat jar, CPU", cpu(fat));
        report.row("launcher, CPU", cpu(launched));
        report.row("fat jar, wall clock", wall(fat));
        report.row("launcher, wall clock", wall(launched));
        double ratio = cpu(launched).median() / cpu(fat).median();
        report.line("%-44s%20.2f".formatted("launcher's CPU over the fat jar's", ratio));
        report.keep("startup.cpu_ratio", ratio);
        report.keep("startup.cpu_seconds", cpu(launched).median());
    }

    private static Spread cpu(List<Start> starts) {
        return Spread.of(starts.stream().map(Start::cpuSeconds).toList());
    }

    private static Spread wall(List<Start> starts) {
        return Spread.of(starts.stream().map(Start::wallSeconds).toList());
    }

    private List<String> fatJar() throws IOException {
        try (var jars = Files.newDirectoryStream(home.resolve("target"), "florahub-*.jar")) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Djava.library.path=" + System.getProperty("java.library.path", ""),
                    "-Dflora.home=" + home,
                    "-jar",
                    jars.iterator().next().toString());
        }
    }

    private Start start(List<String> hub) throws IOException {
        Path data = folder.resolve("start-" + starts++);
        finish(process(with(hub, "init", "--data", data.toString()), "init"));
        long begin = System.nanoTime();
        Process process = process(
                with(
                        hub,
                        "run",
                        "--data",
                        data.toString(),
                        "--config",
                        folder.resolve("startup.yaml").toString()),
                "run");
        try {
            while (!Files.exists(data.resolve("hub.json"))) {
                if (!process.isAlive() || System.nanoTime() - begin > READY_MAX.toNanos()) {
                    throw new Rival.WrongResultException("The hub did not start. See " + log("run"));
                }
                LockSupport.parkNanos(5_000_000);
            }
            double wall = (System.nanoTime() - begin) / 1e9;
            return new Start(
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3, wall);
        } finally {
            process.destroy();
            finish(process);
        }
    }

    private static List<String> with(List<String> command, String... arguments) {
        var whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return whole;
    }

    private Process process(List<String> command, String log) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(log).toFile());
        builder.environment().put("FLORA_PASSPHRASE", PASSPHRASE);
        return builder.start();
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private static void finish(Process process) throws IOException {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
