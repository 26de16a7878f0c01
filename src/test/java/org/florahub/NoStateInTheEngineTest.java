package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine, the routes and the formats know no Land and no Land's authority; only `adapters/` does. So a new Land
/// is a new folder and never a change of the program.
class NoStateInTheEngineTest {

    private static final List<String> STATES = List.of(
            "Baden-Württemberg",
            "Bayern",
            "Berlin",
            "Brandenburg",
            "Bremen",
            "Hamburg",
            "Hessen",
            "Mecklenburg-Vorpommern",
            "Niedersachsen",
            "Nordrhein-Westfalen",
            "Rheinland-Pfalz",
            "Saarland",
            "Sachsen",
            "Sachsen-Anhalt",
            "Schleswig-Holstein",
            "Thüringen",
            "Bavaria",
            "Hesse",
            "Lower Saxony",
            "North Rhine-Westphalia",
            "Rhineland-Palatinate",
            "Saxony",
            "Saxony-Anhalt",
            "Thuringia");

    /// The clock of all Länder, named after a city that is one.
    private static final String GERMAN_TIME = "Europe/Berlin";

    /// In identifiers the camel case of a class name counts as words: `SachsenReader`.
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    @ParameterizedTest
    @ValueSource(strings = {"src/main", "routes", "transforms"})
    void knowsNoLandByName(String root) throws IOException {
        Pattern names = names();
        for (Path file : filesBelow(Path.of(root))) {
            String text = text(file);
            assertThat(names.matcher(text).results().map(match -> match.group().toLowerCase(Locale.ROOT)))
                    .as("%s knows a Land; move that knowledge to adapters/", file)
                    .isEmpty();
        }
    }

    @Test
    void wouldSeeALandInsideAnIdentifier() {
        assertThat(names().matcher(words("var sachsenReader = 1;")).find()).isTrue();
        assertThat(names().matcher(words("the city of Berlin")).find()).isTrue();
        assertThat(names().matcher(words("die Landesdirektion Sachsen")).find()).isTrue();
        assertThat(names().matcher(words("hamburger")).find()).isFalse();
    }

    private static Pattern names() {
        Stream<String> authorities = Adapters.load(Path.of("adapters"), Path.of("transforms")).all().stream()
                .filter(adapter -> adapter.land() != null)
                .map(Adapter::title);
        String alternatives = Stream.concat(STATES.stream(), authorities)
                .map(name -> words(name))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile(
                "(?<![\\p{L}])(" + alternatives + ")(?![\\p{L}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String words(String text) {
        return BETWEEN_WORDS.matcher(text.replace(GERMAN_TIME, "")).replaceAll(" ");
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return words(Files.readString(file));
        } catch (CharacterCodingException _) {
            return words(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
    }
}
