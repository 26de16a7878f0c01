package org.florahub.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What an adapter's file says of its authority, read here on our own: what the demonstration expects must not come
/// from the hub that it checks.
///
/// @param name      the adapter
/// @param title     the authority's name
/// @param authority its DVDV identifier
/// @param sends     the channel by which it sends, or `null` if it only receives
/// @param receives  the channel by which it receives, or `null`
/// @param statuses  the statuses it is told; `all` alone for every one
/// @param allCases  whether it is told of every case, not only of its own
/// @param endpointVariable the environment variable that names its own service, or `null`
record AdapterCard(
        String name,
        String title,
        String authority,
        @Nullable String sends,
        @Nullable String receives,
        Set<String> statuses,
        boolean allCases,
        @Nullable String endpointVariable) {

    AdapterCard {
        statuses = Set.copyOf(statuses);
    }

    boolean isTold(String status) {
        return receives != null && (statuses.contains(status) || statuses.contains("all"));
    }

    /// The adapters of a folder that take part in procedures across authorities, by name.
    static Map<String, AdapterCard> readAll(Path adapters) throws IOException {
        var cards = new TreeMap<String, AdapterCard>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(adapters, Files::isDirectory)) {
            for (Path folder : folders) {
                if (takesPart(folder)) {
                    AdapterCard card = read(Files.readString(folder.resolve("adapter.yaml")));
                    cards.put(card.name(), card);
                }
            }
        }
        return cards;
    }

    private static boolean takesPart(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("samples"))) {
            return files.anyMatch(Sample::isOfSharedProcedure);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    static AdapterCard read(String yaml) {
        Map<String, Object> card = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
        Map<String, Object> channels = map(card.get("channels"));
        Map<String, Object> receives = map(card.get("receives"));
        Object statuses = receives.get("statuses");
        return new AdapterCard(
                text(card, "adapter"),
                text(card, "name"),
                text(card, "authority"),
                type(channels.get("in")),
                type(channels.get("out")),
                statuses instanceof List<?> list
                        ? Set.copyOf(list.stream().map(String::valueOf).toList())
                        : Set.of(statuses == null ? "" : statuses.toString()),
                "all".equals(receives.get("cases")),
                endpointVariable(channels.get("out")));
    }

    private static @Nullable String endpointVariable(@Nullable Object channels) {
        return channels instanceof List<?> list && !list.isEmpty()
                ? Demonstration.variable(String.valueOf(map(list.getFirst()).get("endpoint")))
                : null;
    }

    private static @Nullable String type(@Nullable Object channels) {
        return channels instanceof List<?> list && !list.isEmpty() ? text(map(list.getFirst()), "type") : null;
    }

    private static String text(Map<String, Object> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("an adapter.yaml has no " + key);
        }
        return value.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
