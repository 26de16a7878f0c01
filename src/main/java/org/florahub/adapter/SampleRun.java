package org.florahub.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.PersonRef;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;

/// Finds out what becomes of one sample.
final class SampleRun {

    private final Sample sample;
    private final Transform transform;
    private final List<SampleDifference> differences = new ArrayList<>();

    SampleRun(Sample sample) {
        this.sample = sample;
        this.transform = sample.transform();
    }

    List<SampleDifference> differences() {
        try {
            switch (sample.kind()) {
                case IN -> reads();
                case OUT -> writes();
                case BAD -> refuses();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return differences;
    }

    private void reads() throws IOException {
        SampleReading read = SampleReading.of(sample, sample.bytes());
        Path file = sample.beside(Sample.STATEMENTS);
        String expected = Files.exists(file) ? SampleJson.write(sample.expectedStatements()) : "";
        if (read.clean()) {
            compare("statements", expected, SampleJson.write(read.flat()), file);
            roundTrip(read.statements());
        } else {
            differ("statements", expected, read.verdict(), null);
        }
    }

    /// `read(write(read(d))) = read(d) − losses`.
    private void roundTrip(List<Statement> statements) throws IOException {
        if (!transform.writable()) {
            return;
        }
        for (Statement statement : statements) {
            Statement kept = statement.only(field -> !transform.losses().contains(field)
                    || sample.given().values().containsKey(field));
            String expected = SampleJson.write(List.of(kept.flatten()));
            Optional<Given> given = writable(statement);
            if (given.isEmpty()) {
                differ("what is written again", expected, refusals(statement, law(statement, Regime.UNKNOWN)), null);
                continue;
            }
            var out = new ByteArrayOutputStream();
            transform.write(List.of(statement), given.get(), out);
            SampleReading again = SampleReading.of(sample, out.toByteArray());
            if (!again.clean() || !again.statements().equals(List.of(kept))) {
                String actual = again.clean() ? SampleJson.write(again.flat()) : again.verdict();
                differ("what is written again", expected, actual, null);
            }
        }
    }

    /// The law under which a statement can be written: a sample does not say which one its case follows.
    private Optional<Given> writable(Statement statement) {
        return Arrays.stream(Regime.values())
                .map(law -> law(statement, law))
                .filter(given -> transform.refusals(statement, given).isEmpty())
                .findFirst();
    }

    /// A statement as if it had been recorded: formats that state pseudonyms need some.
    private static Given law(Statement statement, Regime law) {
        return Given.NOTHING.of(new StatusEvent(
                new EventId(UUID.fromString("019a0000-0000-7000-8000-000000000001")),
                new CaseRef(new UUID(1, 1)),
                new PersonRef(new UUID(1, 2)),
                statement.only(field -> !field.personal()),
                null,
                law,
                Authority.parse("ane:990010"),
                null,
                "sample@00000000",
                "sample@00000000",
                Instant.EPOCH));
    }

    private void writes() throws IOException {
        String expected = Files.exists(sample.file()) ? text(sample.bytes()) : "";
        SampleEvents events = sample.events();
        String refusals = events.statements().stream()
                .map(statement -> refusals(statement, events.given()))
                .collect(Collectors.joining());
        if (!refusals.isEmpty()) {
            differ("document", expected, refusals, null);
            return;
        }
        var out = new ByteArrayOutputStream();
        transform.write(events.statements(), events.given(), out);
        if (!Files.exists(sample.file()) || !Arrays.equals(out.toByteArray(), sample.bytes())) {
            differences.add(new SampleDifference(
                    sample, "document", expected, text(out.toByteArray()), sample.file(), out.toByteArray()));
        }
    }

    private String refusals(Statement statement, Given given) {
        return transform.refusals(statement, given).stream()
                .map(problem -> problem + "\n")
                .collect(Collectors.joining());
    }

    private void refuses() throws IOException {
        Path file = sample.beside(Sample.PROBLEMS);
        SampleReading read = SampleReading.of(sample, sample.bytes());
        String expected = Files.exists(file) ? Files.readString(file) : "";
        if (read.clean()) {
            differ("problems", expected, read.verdict(), null);
        } else {
            compare("problems", expected, read.verdict(), file);
        }
    }

    private void compare(String what, String expected, String actual, Path file) {
        if (!expected.equals(actual)) {
            differ(what, expected, actual, file);
        }
    }

    private void differ(String what, String expected, String actual, @Nullable Path file) {
        differences.add(
                new SampleDifference(sample, what, expected, actual, file, actual.getBytes(StandardCharsets.UTF_8)));
    }

    private String text(byte[] document) {
        return new String(document, transform.charset());
    }
}
