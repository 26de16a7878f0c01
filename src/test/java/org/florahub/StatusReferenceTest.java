package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.event.Problem;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;
import org.florahub.intake.Wording;
import org.junit.jupiter.api.Test;

/// The reference of event, statuses and errors is what the program says. A stale page fails; the right one then lies
/// in `target/docs`.
class StatusReferenceTest {

    private static final Path REFERENCE = Path.of("docs", "reference");

    @Test
    void theCatalogueIsWrittenDown() throws IOException {
        var page = new StringBuilder("""
                # Status catalogue

                Every status that the hub knows, in the order of the procedure. Generated from
                `src/main/resources/org/florahub/event/statuses.csv`; change that file, not this page.

                Issued by: `dbs` BAMF, `ane` Aufnahmeeinrichtung, `azr` Ausländerbehörde; `vwg` administrative court and `slb` body
                that pays benefits under the AsylbLG, two prefixes of our own, since we know of none in the DVDV. A statement of
                another kind of authority is refused (T070). Details are fields of [the status event](status-event.md): **bold** ones are required.

                | Status | German | English | Issued by | Details |
                |---|---|---|---|---|
                """);
        for (Status status : StatusCatalogue.standard().all()) {
            page.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            status.key(),
                            status.german(),
                            status.english(),
                            status.issuers().stream().sorted().collect(Collectors.joining(", ")),
                            details(status)));
        }
        compare("status-catalogue.md", page.toString());
    }

    @Test
    void everyFieldIsWrittenDown() throws IOException {
        String rows = Arrays.stream(Field.values())
                .map(field -> "| `%s` | %s | %s |%n"
                        .formatted(
                                field.path(),
                                field.type().name().toLowerCase(Locale.ROOT),
                                field.personal() ? "yes" : ""))
                .collect(Collectors.joining("", "| Field | Type | Personal |\n|---|---|---|\n", ""));
        String types = Arrays.stream(FieldType.values())
                .map(type -> "| %s | %s |%n".formatted(type.name().toLowerCase(Locale.ROOT), type.expectation()))
                .collect(Collectors.joining("", "| Type | Looks like |\n|---|---|\n", ""));
        String values = ValueCatalogue.standard().fields().stream()
                .flatMap(field -> ValueCatalogue.standard().of(field).stream())
                .map(meaning -> "| `%s` | `%s` | %s | %s |%n"
                        .formatted(meaning.field().path(), meaning.value(), meaning.german(), meaning.english()))
                .collect(Collectors.joining("", "| Field | Value | German | English |\n|---|---|---|---|\n", ""));
        String page = Files.readString(REFERENCE.resolve("status-event.md"));
        compare("status-event.md", between(between(between(page, "fields", rows), "types", types), "values", values));
    }

    @Test
    void everyCodeOfAMessageIsWrittenDown() throws IOException {
        String rows = Stream.of(
                        "S001", "S010", "S011", "S020", "S030", "S100", "S999", "T070", "T080", "V000", "X000", "X001")
                .map(code -> "| %s | %s |%n".formatted(code, Wording.german().sentence(problem(code))))
                .collect(Collectors.joining("", "| Code | The sender reads |\n|---|---|\n", ""));
        compare("errors.md", between(Files.readString(REFERENCE.resolve("errors.md")), "codes", rows));
    }

    private static Problem problem(String code) {
        return new Problem(code, "", 0, 0, null, "", "", "");
    }

    private static String details(Status status) {
        Set<Field> required = status.required();
        return Stream.concat(
                        Field.IN_PATH_ORDER.stream()
                                .filter(required::contains)
                                .map(field -> "**" + field.path() + "**"),
                        Field.IN_PATH_ORDER.stream()
                                .filter(status.allowed()::contains)
                                .map(Field::path))
                .collect(Collectors.joining(", "));
    }

    /// The page with another text between `<!-- NAME: … -->` and `<!-- /NAME -->`.
    private static String between(String page, String name, String text) {
        int open = page.indexOf("<!-- " + name + ":");
        int from = page.indexOf("-->\n", open) + "-->\n".length();
        int to = page.indexOf("<!-- /" + name + " -->");
        assertThat(open).as("the mark of " + name).isNotNegative();
        return page.substring(0, from) + text + page.substring(to);
    }

    private static void compare(String name, String right) throws IOException {
        Files.writeString(Files.createDirectories(Path.of("target", "docs")).resolve(name), right);
        Path page = REFERENCE.resolve(name);
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("%s is stale: copy target/docs/%s over it", page, name)
                .isEqualTo(right);
    }
}
