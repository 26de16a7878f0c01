package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Given;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One message below `adapters/*/samples` or `transforms/*/samples`, and what must become of it.
///
/// @param folder    the adapter's or transform's folder
/// @param kind      `in`, `out` or `bad`
/// @param file      the message
/// @param transform the format it is in
/// @param given     what its surroundings supply
/// @param hides     fields that its receiver may not see
record Sample(Path folder, String kind, Path file, Transform transform, Given given, Set<Field> hides) {

    static final Adapters ADAPTERS = Adapters.load(Path.of("adapters"), Path.of("transforms"));

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> EXPECTATIONS = List.of(".events.json", ".event.json", ".problems.txt");

    /// Every sample of that kind, in all folders.
    static Stream<Sample> all(String kind) {
        return Stream.concat(ofTransforms(kind), ofAdapters(kind));
    }

    static Stream<Sample> ofTransforms(String kind) {
        return ADAPTERS.transforms().values().stream()
                .flatMap(transform -> messages(Path.of("transforms", transform.name()), kind)
                        .map(file -> new Sample(
                                Path.of("transforms", transform.name()),
                                kind,
                                file,
                                transform,
                                surroundings(),
                                Set.of())));
    }

    static Stream<Sample> ofAdapters(String kind) {
        return ADAPTERS.all().stream()
                .flatMap(adapter -> messages(Path.of("adapters", adapter.name()), kind)
                        .map(file -> ofAdapter(adapter, kind, file)));
    }

    private static Sample ofAdapter(Adapter adapter, String kind, Path file) {
        Stream<Transform> transforms = kind.equals("out")
                ? adapter.out().stream().map(channel -> channel.transform())
                : adapter.in().stream().map(channel -> channel.transform());
        Transform transform = transforms
                .filter(candidate -> file.toString().endsWith("." + candidate.extension()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + ": the adapter has no channel for this kind of file"));
        var given = new TreeMap<>(adapter.given());
        given.put(Field.SOURCE, adapter.authority().toString());
        given.put(Field.SOURCE_NAME, adapter.title());
        return new Sample(
                Path.of("adapters", adapter.name()), kind, file, transform, new Given(given), adapter.hides());
    }

    /// What the hub says of a sender to every format.
    private static Given surroundings() {
        return new Given(Map.of(Field.SOURCE, "ane:990010", Field.SOURCE_NAME, "Aufnahmeeinrichtung Musterland"));
    }

    /// The messages themselves, without what is expected of them.
    private static Stream<Path> messages(Path folder, String kind) {
        return files(folder.resolve("samples").resolve(kind)).stream()
                .filter(file -> EXPECTATIONS.stream().noneMatch(file.toString()::endsWith));
    }

    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isExpectation(Path file) {
        return EXPECTATIONS.stream().anyMatch(file.toString()::endsWith);
    }

    /// `adapters/NAME/in/FILE`: what a failing test is called.
    String name() {
        return folder + "/" + kind + "/" + file.getFileName();
    }

    URI source() {
        return file.toUri();
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file beside the message with that ending.
    Path beside(String ending) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
    }

    /// `NAME.events.json`: the statements as flat maps, in order.
    List<Map<String, String>> expectedStatements() {
        return JSON.readValue(beside(".events.json"), new TypeReference<>() {});
    }

    /// `NAME.events.json` or `NAME.event.json` beside a written message.
    Written written() {
        Path several = beside(".events.json");
        JsonNode root = JSON.readTree(Files.exists(several) ? several : beside(".event.json"));
        var statements = new ArrayList<Statement>();
        for (JsonNode event : Files.exists(several) ? root.get("events") : List.of(root.get("event"))) {
            statements.add(Statement.unflatten(JSON.convertValue(event, new TypeReference<Map<String, String>>() {}))
                    .only(field -> !hides.contains(field)));
        }
        var values = new TreeMap<Field, String>();
        Map<String, String> given = JSON.convertValue(root.get("given"), new TypeReference<>() {});
        given.forEach((path, value) -> {
            Field field = Field.of(path);
            assertThat(field).as(path).isNotNull();
            values.put(field, value);
        });
        return new Written(statements, values, root.get("regime").asString(), root.get("recorded"));
    }

    /// What is written, and what the hub knows beside it.
    ///
    /// @param recorded pseudonyms and versions of the recorded event, for formats that carry them; else `null`
    record Written(
            List<Statement> statements,
            Map<Field, String> given,
            String regime,
            @Nullable JsonNode recorded) {}

    @Override
    public String toString() {
        return name();
    }
}
