package org.florahub.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.florahub.kit.AdapterList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The connected authorities, as their folders describe them.
@Command(
        name = "list",
        description = "Lists all adapters: Land, authority, channels and formats, samples (in/out/bad).",
        footer = {"Exit status: 0; 1 if a folder is wrong and could not be listed."})
final class AdapterListCommand implements Callable<Integer> {

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() {
        AdapterList list = AdapterList.of(Home.workbench());
        if (!screen.json(list)) {
            screen.table(
                    List.of("ADAPTER", "LAND", "AUTHORITY", "CHANNELS", "SAMPLES", "NAME"),
                    list.adapters().stream().map(AdapterListCommand::row).toList());
            if (!list.wrong().isEmpty()) {
                screen.line(
                        "%n%s %s. See: ./flora adapter check", screen.red("wrong:"), String.join(", ", list.wrong()));
            }
        }
        return list.wrong().isEmpty() ? 0 : 1;
    }

    private static List<String> row(AdapterList.Entry adapter) {
        return List.of(
                adapter.name(),
                adapter.land() == null ? "–" : adapter.land(),
                adapter.authority(),
                channels(adapter),
                "%d/%d/%d"
                        .formatted(
                                adapter.samples().in(),
                                adapter.samples().out(),
                                adapter.samples().bad()),
                adapter.title());
    }

    /// `file statusliste-csv@1 in+out`
    private static String channels(AdapterList.Entry adapter) {
        return adapter.channels().stream()
                .collect(Collectors.groupingBy(
                        channel -> "%s %s@%s"
                                .formatted(
                                        channel.type(),
                                        channel.transform(),
                                        channel.version().replaceFirst("\\+.*", "")),
                        LinkedHashMap::new,
                        Collectors.mapping(AdapterList.Channel::direction, Collectors.joining("+"))))
                .entrySet()
                .stream()
                .map(channel -> channel.getKey() + " " + channel.getValue())
                .collect(Collectors.joining(", "));
    }
}
