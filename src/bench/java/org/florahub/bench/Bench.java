package org.florahub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flora bench`: the hub against the textbook route, in one run, on this machine.
///
/// Exits with 1 when a system delivered anything but what it was given.
@Command(
        name = "flora bench",
        mixinStandardHelpOptions = true,
        subcommands = LedgerBench.class,
        description = "Measures the hub against a textbook route on this machine.")
final class Bench implements Callable<Integer> {

    /// What is measured.
    enum Part {
        MQ,
        FILES,
        LATENCY,
        CSV,
        STARTUP
    }

    private static final String DUEL_HEAP = "1g";
    private static final String LIST_HEAP = "256m";

    @Option(names = "--json", paramLabel = "FILE", description = "also write the numbers to this file")
    private @Nullable Path json;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds by turns (default: 5; with --quick: 2)")
    private int rounds;

    @Option(names = "--quick", description = "a third of the messages: a look, not a measurement")
    private boolean quick;

    @Option(names = "--only", split = ",", paramLabel = "PART", description = "some of: ${COMPLETION-CANDIDATES}")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(
            names = "--sync-micros",
            paramLabel = "MICROS",
            description = "let each sync of the disk take at least that long, as on slower disks; needs cc")
    private long syncMicros;

    @Option(names = "--data", paramLabel = "DIR", description = "where to keep data and logs (default: a new folder)")
    private @Nullable Path data;

    @Option(names = "--micro", paramLabel = "PATTERN", description = "run the JMH benchmarks of that name instead")
    private @Nullable String micro;

    @Option(names = "--jvm", paramLabel = "OPTION", description = "one more option for the measured JVMs")
    private List<String> jvm = new ArrayList<>();

    private final Report report = new Report(System.out);

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (micro != null) {
            org.openjdk.jmh.Main.main(new String[] {micro});
            return 0;
        }
        Path folder = data == null ? Files.createTempDirectory("flora-bench") : Files.createDirectories(data);
        Sizes sizes = quick ? Sizes.QUICK : Sizes.FULL;
        Machine.describe(folder).forEach(report::line);
        try {
            measure(folder, sizes, rounds > 0 ? rounds : quick ? 2 : 5);
        } catch (Rival.WrongResultException e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        } finally {
            if (json != null) {
                report.write(json);
            }
        }
        return 0;
    }

    private void measure(Path folder, Sizes sizes, int times) throws IOException {
        Map<String, String> disk =
                syncMicros == 0 ? Map.of() : Disk.slowedTo(Duration.ofNanos(syncMicros * 1000), Traffic.home(), folder);
        if (parts.contains(Part.MQ) || parts.contains(Part.FILES) || parts.contains(Part.LATENCY)) {
            duel(folder, disk, sizes, times);
        }
        if (parts.contains(Part.CSV)) {
            try (Rival hub = Rival.start("hub", folder.resolve("lists"), options(LIST_HEAP), disk)) {
                new Lists(hub, sizes, times, report).measure();
            }
        }
        if (parts.contains(Part.STARTUP)) {
            new Startup(folder, times, report).measure();
        }
    }

    private void duel(Path folder, Map<String, String> disk, Sizes sizes, int times) throws IOException {
        List<String> options = options(DUEL_HEAP);
        report.line("settings  java " + String.join(" ", options));
        try (Rival textbook = Rival.start("textbook", folder.resolve("textbook"), options, disk);
                Rival hub = Rival.start("hub", folder.resolve("hub"), options, disk)) {
            var duel = new Duel(textbook, hub, sizes, times, report);
            duel.warmUp();
            if (parts.contains(Part.MQ)) {
                duel.queue();
            }
            if (parts.contains(Part.FILES)) {
                duel.files();
            }
            if (parts.contains(Part.LATENCY)) {
                duel.latency();
            }
        }
    }

    /// As the launcher starts the hub; the textbook route gets the same.
    private List<String> options(String heap) {
        var options = new ArrayList<>(List.of(
                "-Xmx" + heap,
                "-XX:+UseG1GC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dflora.home=" + Traffic.home(),
                "-Dlogback.configurationFile=org/florahub/bench/logback.xml",
                "-Djava.library.path=" + System.getProperty("java.library.path", "")));
        options.addAll(jvm);
        return options;
    }
}
