package org.florahub.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A sample message of an adapter, `samples/in/NAME`, with the events that must come of it.
///
/// The leading numbers of the samples' names are the order in which the invented procedures ran. Those below 100 ran
/// across authorities and are played; the others are each authority's own.
record Sample(String adapter, Letter letter, List<Map<String, String>> events) {

    private static final TypeReference<List<Map<String, String>>> EVENTS = new TypeReference<>() {};
    private static final Pattern UUIDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final List<String> IDENTIFIERS =
            List.of("person.azrNumber", "person.arrivalNumber", "case.bamfFileNumber");

    Sample {
        events = List.copyOf(events);
    }

    /// The samples of all adapters that send, in the order of the procedures.
    static List<Sample> readAll(Path adapters, Set<String> names) throws IOException {
        var samples = new ArrayList<Sample>();
        for (String name : names) {
            Path folder = adapters.resolve(name).resolve("samples/in");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.filter(Sample::isPlayed).toList()) {
                        samples.add(read(name, file));
                    }
                }
            }
        }
        samples.sort(Comparator.comparing(sample -> sample.letter().name()));
        return samples;
    }

    private static boolean isPlayed(Path file) {
        return isOfSharedProcedure(file) && !file.toString().endsWith(".json");
    }

    /// Whether a file below `samples/` belongs to a procedure across authorities.
    static boolean isOfSharedProcedure(Path file) {
        return file.getFileName().toString().startsWith("0");
    }

    private static Sample read(String adapter, Path file) throws IOException {
        String name = file.getFileName().toString();
        Path events = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".events.json");
        return new Sample(
                adapter,
                new Letter(name, Files.readAllBytes(file)),
                JsonMapper.shared().readValue(Files.readString(events), EVENTS));
    }

    List<Fact> facts() {
        return events.stream().map(Fact::of).toList();
    }

    /// The same procedures with other people: every identifier and message id of a sample replaced by a fresh one,
    /// the same in all of them.
    ///
    /// @param number of the variation, 1 to 89; it stands in the fresh identifiers
    static List<Sample> varied(List<Sample> samples, int number) {
        Map<String, String> fresh = new HashMap<>();
        for (Sample sample : samples) {
            for (Map<String, String> event : sample.events()) {
                IDENTIFIERS.stream()
                        .map(event::get)
                        .filter(value -> value != null)
                        .forEach(value -> fresh.computeIfAbsent(value, old -> identifier(old, number)));
            }
        }
        var unique = new HashSet<>(fresh.values());
        if (unique.size() != fresh.size()) {
            throw new IllegalStateException(
                    "two identifiers of the samples differ only where a variation changes them");
        }
        Map<String, String> messages = new HashMap<>();
        UnaryOperator<String> renew = text -> renew(text, fresh, messages);
        return samples.stream().map(sample -> sample.with(number, renew)).toList();
    }

    /// Two digits become the variation's number: AZR numbers keep their month 00, all keep their shape.
    private static String identifier(String old, int number) {
        int dash = old.indexOf('-');
        int at = dash > 0 ? dash - 6 : old.length() - 6;
        return old.substring(0, at) + "%02d".formatted(10 + number) + old.substring(at + 2);
    }

    private static String renew(String text, Map<String, String> identifiers, Map<String, String> messages) {
        String renewed = text;
        for (var entry : identifiers.entrySet()) {
            renewed = renewed.replace(entry.getKey(), entry.getValue());
        }
        return UUIDS.matcher(renewed)
                .replaceAll(match -> messages.computeIfAbsent(
                        match.group(), _ -> UUID.randomUUID().toString()));
    }

    /// Identifiers are ASCII in every charset that the samples use, so bytes are replaced without knowing it.
    private Sample with(int number, UnaryOperator<String> renew) {
        String body = renew.apply(new String(letter.body(), StandardCharsets.ISO_8859_1));
        var renewed =
                new Letter("v%02d-%s".formatted(number, letter.name()), body.getBytes(StandardCharsets.ISO_8859_1));
        List<Map<String, String>> others = events.stream()
                .map(event -> {
                    var copy = new HashMap<>(event);
                    copy.replaceAll((_, value) -> renew.apply(value));
                    return Map.copyOf(copy);
                })
                .toList();
        return new Sample(adapter, renewed, others);
    }
}
