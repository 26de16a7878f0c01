package org.florahub.transform;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.florahub.transform.source.BrokenTransformException;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Every folder keeps the laws. Nobody registers it: the folder is the registration.
class TransformLawsTest {

    private static final long SEED = 20261123;

    @TestFactory
    Stream<DynamicNode> everyTransformKeepsTheLaws() throws IOException {
        return Stream.concat(
                folders(Path.of("src/test/resources/transform-kit"), 300), folders(Path.of("transforms"), 100));
    }

    private static Stream<DynamicNode> folders(Path root, int samples) throws IOException {
        try (var folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("transform.yaml"))).sorted().toList().stream()
                    .flatMap(folder -> Stream.concat(Stream.of(load(folder)), load(folder).versions().values().stream())
                            .map(transform -> dynamicContainer(
                                    "%s %s".formatted(folder, transform.reference()),
                                    folder.toUri(),
                                    TransformLaws.of(transform, SEED, samples))));
        }
    }

    private static Transform load(Path folder) {
        try {
            return Transform.load(folder);
        } catch (BrokenTransformException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
