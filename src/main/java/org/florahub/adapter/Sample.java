package org.florahub.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;

/// One message below `samples/` of an adapter or a transform, and what must become of it. The file is the
/// registration: see [Samples].
///
/// @param folder    the adapter's or transform's folder
/// @param kind      the folder below `samples/` it lies in
/// @param file      the message; of kind `out` it need not exist yet
/// @param transform the format it is in
/// @param given     what its surroundings supply when it is read
/// @param hides     fields that its receiver may not see
public record Sample(Path folder, Kind kind, Path file, Transform transform, Given given, Set<Field> hides) {

    static final String STATEMENTS = ".events.json";
    static final String EVENT = ".event.json";
    static final String PROBLEMS = ".problems.txt";
    private static final List<String> EXPECTATIONS = List.of(STATEMENTS, EVENT, PROBLEMS);

    /// What a sample is for.
    public enum Kind {
        /// Reads as the statements of `NAME.events.json`.
        IN,
        /// Is, byte for byte, what `NAME.event.json` or `NAME.events.json` is written as.
        OUT,
        /// Is refused with the problems of `NAME.problems.txt`.
        BAD;

        /// The folder below `samples/`.
        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether a file below `samples/` says what is expected, and is no message itself.
    public static boolean isExpectation(Path file) {
        return EXPECTATIONS.stream().anyMatch(file.toString()::endsWith);
    }

    /// `adapters/NAME/in/FILE`, or `transforms/NAME/VERSION/in/FILE`.
    public String name() {
        Path below = folder.resolve("samples").relativize(file);
        return "%s/%s".formatted(Samples.shortName(folder), below.toString().replace('\\', '/'));
    }

    /// `adapters/NAME/samples/in/FILE`.
    String place() {
        return "%s/%s"
                .formatted(
                        Samples.shortName(folder),
                        folder.relativize(file).toString().replace('\\', '/'));
    }

    /// What became otherwise than expected; empty if the sample holds.
    public List<SampleDifference> differences() {
        return new SampleRun(this).differences();
    }

    /// The statements of `NAME.events.json` as flat maps, in order.
    public List<Map<String, String>> expectedStatements() {
        return SampleJson.statements(read(beside(STATEMENTS)));
    }

    /// What a message of kind `out` is written from.
    public SampleEvents events() {
        Path several = beside(STATEMENTS);
        return SampleEvents.parse(read(Files.exists(several) ? several : beside(EVENT)), hides);
    }

    byte[] bytes() {
        return read(file);
    }

    /// The file beside the message with that ending.
    Path beside(String ending) {
        return file.resolveSibling(Samples.stem(file) + ending);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
