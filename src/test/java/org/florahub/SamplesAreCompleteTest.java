package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.adapter.Sample.Kind;
import org.florahub.event.Field;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.transform.Transform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The samples say enough: no code and no status without a sample.
class SamplesAreCompleteTest {

    private static final Pattern LIST = Pattern.compile("#: codelist uri=(\\S+) version=(\\S+).*");

    @TestFactory
    Stream<DynamicTest> everyCodeThatCanBeReadIsSampled() {
        return Catalogue.ADAPTERS.transforms().values().stream()
                .filter(Transform::readable)
                .map(transform -> dynamicTest(transform.name(), () -> {
                    Set<String> sampled = statements(transform.name())
                            .flatMap(SamplesAreCompleteTest::codes)
                            .collect(Collectors.toSet());
                    assertThat(readableCodes(Path.of("transforms", transform.name())))
                            .as("codes without a sample")
                            .allMatch(sampled::contains);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyStatusThatCanBeReadIsSampled() {
        return withTemplates()
                .map(transform -> dynamicTest(
                        transform.name(),
                        () -> assertThat(statements(transform.name()).map(statement -> statement.get("status")))
                                .as("statuses that are read")
                                .containsAll(transform.reads())));
    }

    @TestFactory
    Stream<DynamicTest> everyStatusThatCanBeWrittenIsSampled() {
        return withTemplates()
                .map(transform -> dynamicTest(transform.name(), () -> {
                    Set<String> written = Catalogue.ofTransforms(Kind.OUT)
                            .filter(sample -> sample.transform() == transform)
                            .flatMap(sample -> sample.events().statements().stream())
                            .map(statement -> statement.require(Field.STATUS))
                            .collect(Collectors.toSet());
                    assertThat(written).as("statuses that are written").containsAll(transform.writes());
                }));
    }

    @Test
    void everyStatusOfTheCatalogueIsReadAndWrittenBySomeFormat() {
        List<String> statuses =
                StatusCatalogue.standard().all().stream().map(Status::key).toList();
        assertThat(union(Transform::reads)).containsAll(statuses);
        assertThat(union(Transform::writes)).containsAll(statuses);
    }

    /// Month 00 fits the pattern and cannot exist: no sample can meet a living person.
    @Test
    void everyAzrNumberIsInvented() {
        assertThat(Stream.concat(Catalogue.ofTransforms(Kind.IN), Catalogue.ofAdapters(Kind.IN))
                        .flatMap(sample -> sample.expectedStatements().stream())
                        .map(statement -> statement.get("person.azrNumber")))
                .isNotEmpty()
                .allMatch(number -> number == null || number.startsWith("00", 2));
    }

    /// What a statement may have besides its status is the catalogue's business.
    @Test
    void everySampledStatementHasOnlyItsOwnDetails() {
        var wrong = new ArrayList<String>();
        Catalogue.all(Kind.IN)
                .forEach(sample -> sample.expectedStatements().forEach(statement -> {
                    Status status = StatusCatalogue.standard().get(statement.getOrDefault("status", ""));
                    for (String path : statement.keySet()) {
                        Field field = Field.of(path);
                        if (status == null || (field != null && !status.permits(field))) {
                            wrong.add("%s: %s of %s".formatted(sample.name(), path, statement.get("status")));
                        }
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    /// A built-in engine has no templates: it treats every status alike.
    private static Stream<Transform> withTemplates() {
        return Catalogue.ADAPTERS.transforms().values().stream()
                .filter(transform -> Catalogue.files(Path.of("transforms", transform.name())).stream()
                        .anyMatch(file -> file.toString().endsWith("." + transform.extension())));
    }

    private static Set<String> union(Function<Transform, Set<String>> statuses) {
        return Catalogue.ADAPTERS.transforms().values().stream()
                .flatMap(transform -> statuses.apply(transform).stream())
                .collect(Collectors.toSet());
    }

    private static Stream<Map<String, String>> statements(String transform) {
        return Catalogue.ofTransforms(Kind.IN)
                .filter(sample -> sample.transform().name().equals(transform))
                .flatMap(sample -> sample.expectedStatements().stream());
    }

    /// `LIST VERSION CODE` of every coded value.
    private static Stream<String> codes(Map<String, String> statement) {
        return statement.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".code"))
                .map(entry -> {
                    String path = entry.getKey().substring(0, entry.getKey().length() - ".code".length());
                    return String.join(
                            " ", statement.get(path + ".list"), statement.get(path + ".version"), entry.getValue());
                });
    }

    private static Set<String> readableCodes(Path folder) throws IOException {
        var codes = new TreeSet<String>();
        for (Path file : Catalogue.files(folder)) {
            if (file.toString().endsWith(".codes")) {
                List<String> lines = Files.readAllLines(file);
                Matcher list = LIST.matcher(lines.getFirst());
                assertThat(list.matches()).as("%s begins with its list", file).isTrue();
                lines.stream()
                        .skip(2)
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .filter(line -> !line.startsWith(">") && !line.startsWith("!"))
                        .map(line -> line.split(";", -1)[0].replaceFirst("^<", ""))
                        .forEach(code -> codes.add(list.group(1) + " " + list.group(2) + " " + code));
            }
        }
        return codes;
    }
}
