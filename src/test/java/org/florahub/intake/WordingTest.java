package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.florahub.adapter.Adapters;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordingTest {

    private static final Pattern ENGLISH =
            Pattern.compile("\\b(column|row|line|cell|sheet|element|the|of|and|or|with|after)\\b");

    private final Wording german = Wording.german();

    @ParameterizedTest
    @ValueSource(
            strings = {"S001", "S010", "S011", "S020", "S030", "S100", "S999", "T070", "T080", "V000", "X000", "X001"})
    void hasASentenceForEveryCode(String code) {
        assertThat(german.sentence(problem(code, "…"))).isNotBlank();
        assertThat(german.knows(code)).isTrue();
    }

    @Test
    void saysWhatWasExpectedForEveryTypeOfField() {
        List<String> expectations =
                Arrays.stream(FieldType.values()).map(FieldType::expectation).toList();

        assertThat(expectations)
                .allSatisfy(expectation -> assertThat(german.expected(problem("X001", expectation)))
                        .as("wording.csv has no German for \"%s\"", expectation)
                        .isPresent());
    }

    @Test
    void saysWhatWasExpectedOfEveryBadSample() throws IOException {
        var unknown = new TreeSet<String>();
        var mixed = new TreeSet<String>();
        for (Transform transform : Adapters.load(Path.of("adapters"), Path.of("transforms"))
                .transforms()
                .values()) {
            for (Path sample : badSamples(Path.of("transforms", transform.name(), "samples", "bad"))) {
                for (Problem problem : problems(transform, sample)) {
                    String expected = german.expected(problem).orElse("");
                    if (expected.isEmpty()) {
                        unknown.add(problem.expected());
                    } else if (ENGLISH.matcher(expected).find()) {
                        mixed.add(expected);
                    }
                }
            }
        }

        assertThat(unknown).as("wording.csv has no German for these").isEmpty();
        assertThat(mixed).as("wording.csv repeats English in these").isEmpty();
    }

    private static List<Path> badSamples(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".problems.txt"))
                    .toList();
        }
    }

    private static List<Problem> problems(Transform transform, Path sample) throws IOException {
        var problems = new ArrayList<Problem>();
        var sink = new Sink() {
            @Override
            public void statement(Statement statement, int line) {}

            @Override
            public void rejected(RejectedRecord row) {
                problems.addAll(row.problems());
            }
        };
        var given = new Given(Map.of(Field.SOURCE, "ane:140010"));
        try (InputStream in = Files.newInputStream(sample)) {
            problems.addAll(transform
                    .read(in, sample.getFileName().toString(), given, sink)
                    .problems());
        }
        return problems;
    }

    @Test
    void repeatsTheChangingPartOfAnExpectation() {
        assertThat(german.sentence(problem("S999", "at most 4711 bytes")))
                .isEqualTo(
                        "Die Angabe kann nicht verarbeitet werden. Erwartet: höchstens 4711 Byte, sonst bitte auf mehrere Nachrichten verteilen.");
    }

    @Test
    void fallsBackToTheGeneralSentenceForAForeignCode() {
        assertThat(german.sentence(problem("Q123", "…"))).isEqualTo("Die Angabe kann nicht verarbeitet werden.");
    }

    private static Problem problem(String code, String expected) {
        return new Problem(code, "0815.xml", 1, 0, null, "…", expected, "…");
    }
}
