package org.florahub.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.BrokenAdapterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The connected authorities, as their folders describe them.
@Command(name = "adapter", description = "Lists and checks the connected authorities.")
final class AdapterCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(description = "Lists all adapters; if any folder is wrong, lists every mistake instead.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Adapters adapters = Adapters.load(Home.adapters(), Home.transforms(), System::getenv);
            out.printf("%-22s %-10s %-12s %-34s %s%n", "ADAPTER", "VERSION", "AUTHORITY", "CHANNELS", "NAME");
            for (Adapter adapter : adapters.all()) {
                out.printf(
                        "%-22s %-10s %-12s %-34s %s%n",
                        adapter.name(), adapter.version(), adapter.authority(), channels(adapter), adapter.title());
            }
            return 0;
        } catch (BrokenAdapterException e) {
            e.problems().forEach(out::println);
            return 1;
        }
    }

    private static String channels(Adapter adapter) {
        String in = adapter.in().stream().map(channel -> channel.type() + " in").collect(Collectors.joining(", "));
        String out =
                adapter.out().stream().map(channel -> channel.type() + " out").collect(Collectors.joining(", "));
        return in.isEmpty() || out.isEmpty() ? in + out : in + ", " + out;
    }
}
