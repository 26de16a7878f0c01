package org.florahub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flora bench ledger`: the ledger by itself, in a JVM with a small heap.
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Measures the ledger by itself: appends, proofs, starts, heap, for a small and a large log.")
final class LedgerBench implements Callable<Integer> {

    @Option(
            names = "--leaves",
            paramLabel = "N",
            description = "of the large log (default: ${DEFAULT-VALUE}); 40 million take about 2.8 GB of disk",
            defaultValue = "3000000")
    private long leaves;

    @Option(names = "--rounds", paramLabel = "N", description = "by turns (default: 5)", defaultValue = "5")
    private int rounds;

    @Option(names = "--data", paramLabel = "DIR", description = "where to keep the logs (default: a new folder)")
    private @Nullable Path data;

    @Option(names = "--heap", paramLabel = "SIZE", description = "of the JVM (default: 256m)", defaultValue = "256m")
    private String heap = "256m";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also write the numbers to this file",
            defaultValue = "-")
    private String json = "-";

    @Option(names = "--jvm", paramLabel = "OPTION", description = "one more option for the measured JVM")
    private List<String> jvm = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = data == null ? Files.createTempDirectory("flora-bench") : Files.createDirectories(data);
        Machine.describe(folder).forEach(System.out::println);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LedgerRun.class.getName()));
        command.addAll(List.of(folder.toString(), Long.toString(leaves), Integer.toString(rounds), json));
        System.out.println("settings  java " + String.join(" ", command.subList(1, 4)) + ", data in " + folder);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
