package org.florahub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.Sample;
import org.florahub.adapter.Sample.Kind;
import org.florahub.adapter.Samples;

/// The folders that the hub ships, with their samples.
final class Catalogue {

    static final Adapters ADAPTERS = Adapters.load(Path.of("adapters"), Path.of("transforms"));

    private static final List<Samples> OF_TRANSFORMS = ADAPTERS.transforms().values().stream()
            .map(transform -> Samples.of(transform, Path.of("transforms", transform.name())))
            .toList();
    private static final List<Samples> OF_ADAPTERS =
            ADAPTERS.all().stream().map(Catalogue::of).toList();

    private Catalogue() {}

    static Samples of(Adapter adapter) {
        return Samples.of(adapter, Path.of("adapters", adapter.name()));
    }

    static Stream<Samples> all() {
        return Stream.concat(OF_TRANSFORMS.stream(), OF_ADAPTERS.stream());
    }

    static Stream<Sample> all(Kind kind) {
        return all().flatMap(samples -> samples.of(kind));
    }

    static Stream<Sample> ofTransforms(Kind kind) {
        return OF_TRANSFORMS.stream().flatMap(samples -> samples.of(kind));
    }

    static Stream<Sample> ofAdapters(Kind kind) {
        return OF_ADAPTERS.stream().flatMap(samples -> samples.of(kind));
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
}
