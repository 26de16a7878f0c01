package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Land;
import org.florahub.event.PersonRef;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.transform.Given;
import org.florahub.transform.Reading;
import org.florahub.transform.RejectedRecord;
import org.florahub.transform.Sink;
import org.florahub.transform.Transform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Every sample below `adapters/` and `transforms/` is a test. Nobody registers it: the file is the registration.
///
/// - `samples/in/NAME.ext` reads as the statements of `NAME.events.json`, and what can be written again says the same.
/// - `samples/out/NAME.ext` is, byte for byte, what the event of `NAME.event.json` or the events of `NAME.events.json`
///   are written as, without what the receiver may not see.
/// - `samples/bad/NAME.ext` is refused with the problems of `NAME.problems.txt`.
///
/// What a failing sample really became lies in `target/samples`.
class SamplesTest {

    @TestFactory
    Stream<DynamicTest> readsWhatComesIn() {
        return each("in", SamplesTest::reads);
    }

    @TestFactory
    Stream<DynamicTest> saysTheSameWhenWrittenAgain() {
        return each("in", SamplesTest::roundTrips);
    }

    @TestFactory
    Stream<DynamicTest> writesWhatGoesOut() {
        return each("out", SamplesTest::writes);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsBad() {
        return each("bad", SamplesTest::refuses);
    }

    private static Stream<DynamicTest> each(String kind, SampleCheck check) {
        return Sample.all(kind).map(sample -> dynamicTest(sample.name(), sample.source(), () -> check.accept(sample)));
    }

    private static void reads(Sample sample) throws IOException {
        Read read = Read.of(sample);

        assertThat(read.reading().problems()).isEmpty();
        assertThat(read.rejected()).isEmpty();
        assertThat(read.flat()).isEqualTo(sample.expectedStatements());
    }

    /// `read(write(read(d))) = read(d) − losses`.
    private static void roundTrips(Sample sample) throws IOException {
        Transform transform = sample.transform();
        if (!transform.writable()) {
            return;
        }
        for (Statement statement : Read.of(sample).statements()) {
            Given given = writableGiven(sample, statement);
            var out = new ByteArrayOutputStream();
            transform.write(List.of(statement), given, out);

            Read again = Read.of(transform, out.toByteArray(), sample.name(), sample.given());

            assertThat(again.reading().problems()).isEmpty();
            assertThat(again.statements())
                    .containsExactly(statement.only(field -> !transform.losses().contains(field)
                            || sample.given().values().containsKey(field)));
        }
    }

    /// The law under which a statement can be written: a sample does not say which one its case follows.
    private static Given writableGiven(Sample sample, Statement statement) {
        List<Given> candidates = Arrays.stream(Regime.values())
                .map(regime -> new Given(Map.of()).of(recorded(statement, regime)))
                .toList();
        return candidates.stream()
                .filter(given -> sample.transform().refusals(statement, given).isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("cannot be written: "
                        + candidates.stream()
                                .map(given -> sample.transform().refusals(statement, given))
                                .toList()));
    }

    /// A statement as if it had been recorded: formats that state pseudonyms need some.
    private static StatusEvent recorded(Statement statement, Regime regime) {
        return new StatusEvent(
                new EventId(UUID.fromString("019a0000-0000-7000-8000-000000000001")),
                new CaseRef(new UUID(1, 1)),
                new PersonRef(new UUID(1, 2)),
                statement.only(field -> !field.personal()),
                null,
                regime,
                Authority.parse("ane:990010"),
                null,
                "sample@00000000",
                "sample@00000000",
                Instant.EPOCH);
    }

    private static void writes(Sample sample) throws IOException {
        Sample.Written written = sample.written();
        Given given = given(written);
        for (Statement statement : written.statements()) {
            assertThat(sample.transform().refusals(statement, given)).isEmpty();
        }
        var out = new ByteArrayOutputStream();
        sample.transform().write(written.statements(), given, out);

        keep(sample, sample.file().getFileName().toString(), out.toByteArray());
        assertThat(text(out.toByteArray())).isEqualTo(text(sample.bytes()));
        assertThat(out.toByteArray()).isEqualTo(sample.bytes());
    }

    private static Given given(Sample.Written written) {
        var given =
                new Given(written.given()).under(Regime.valueOf(written.regime().toUpperCase(Locale.ROOT)));
        JsonNode recorded = written.recorded();
        return recorded == null
                ? given
                : given.of(event(recorded, written.statements().getFirst()));
    }

    private static StatusEvent event(JsonNode recorded, Statement statement) {
        Function<String, String> text = name -> recorded.get(name).asString();
        return new StatusEvent(
                new EventId(UUID.fromString(text.apply("id"))),
                new CaseRef(UUID.fromString(text.apply("case"))),
                new PersonRef(UUID.fromString(text.apply("person"))),
                statement.only(field -> !field.personal()),
                recorded.has("refers") ? new EventId(UUID.fromString(text.apply("refers"))) : null,
                Regime.valueOf(text.apply("regime").toUpperCase(Locale.ROOT)),
                Authority.parse(text.apply("source")),
                recorded.has("land") ? new Land(text.apply("land")) : null,
                text.apply("adapter"),
                text.apply("transform"),
                Instant.parse(text.apply("recordedAt")));
    }

    private static void refuses(Sample sample) throws IOException {
        Read read = Read.of(sample);

        String actual = read.verdict();
        keep(sample, sample.beside(".problems.txt").getFileName().toString(), actual.getBytes(StandardCharsets.UTF_8));
        assertThat(actual).isEqualTo(Files.readString(sample.beside(".problems.txt")));
    }

    private static void keep(Sample sample, String name, byte[] bytes) throws IOException {
        Path folder = Path.of("target", "samples").resolve(sample.folder()).resolve(sample.kind());
        Files.write(Files.createDirectories(folder).resolve(name), bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface SampleCheck {
        void accept(Sample sample) throws IOException;
    }

    /// What came of reading.
    private record Read(Reading reading, List<Statement> statements, List<RejectedRecord> rejected) {

        static Read of(Sample sample) throws IOException {
            return of(
                    sample.transform(),
                    sample.bytes(),
                    sample.file().getFileName().toString(),
                    sample.given());
        }

        static Read of(Transform transform, byte[] bytes, String name, Given given) throws IOException {
            var statements = new ArrayList<Statement>();
            var rejected = new ArrayList<RejectedRecord>();
            Reading reading = transform.read(new ByteArrayInputStream(bytes), name, given, new Sink() {
                @Override
                public void statement(Statement statement, int line) {
                    statements.add(statement);
                }

                @Override
                public void rejected(RejectedRecord record) {
                    rejected.add(record);
                }
            });
            return new Read(reading, statements, rejected);
        }

        List<Map<String, String>> flat() {
            return statements.stream()
                    .<Map<String, String>>map(statement -> new TreeMap<>(statement.flatten()))
                    .toList();
        }

        /// As in `NAME.problems.txt`.
        String verdict() {
            Stream<Problem> problems = Stream.concat(
                    reading.problems().stream(), rejected.stream().flatMap(record -> record.problems().stream()));
            return "accepted %d, rejected %d%s%n"
                            .formatted(
                                    reading.counts() ? statements.size() : 0,
                                    reading.rejected(),
                                    reading.endedEarly() ? ", ends early" : "")
                    + problems.map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
        }
    }
}
