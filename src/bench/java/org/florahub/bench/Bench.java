package org.florahub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
        description = "Measures the hub against a textbook route on this machine.")
final class Bench implements Callable<Integer> {

    /// What is measured.
    enum Part {
        MQ,
        FILES,
        LATENCY,
        CSV
    }

    @Option(names = "--json", paramLabel = "FILE", description = "also write the numbers to this file")
    private @Nullable Path json;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds by turns (default: 5; with --quick: 2)")
    private int rounds;

    @Option(names = "--quick", description = "a fifth of the messages: a look, not a measurement")
    private boolean quick;

    @Option(names = "--only", split = ",", paramLabel = "PART", description = "some of: ${COMPLETION-CANDIDATES}")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(names = "--data", paramLabel = "DIR", description = "where to keep data and logs (default: a new folder)")
    private @Nullable Path data;

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
        if (!Set.of(Part.CSV).containsAll(parts)) {
            duel(folder, sizes, times);
        }
    }

    private void duel(Path folder, Sizes sizes, int times) throws IOException {
        List<String> options = options("512m");
        report.line("settings  " + String.join(" ", options));
        try (Rival textbook = Rival.start("textbook", folder.resolve("textbook"), options);
                Rival hub = Rival.start("hub", folder.resolve("hub"), options)) {
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

    private List<String> options(String heap) {
        var options = new ArrayList<>(List.of(
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=org/florahub/bench/logback.xml",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.library.path=" + System.getProperty("java.library.path", "")));
        options.addAll(jvm);
        return options;
    }
}
