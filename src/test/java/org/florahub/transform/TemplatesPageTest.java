package org.florahub.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.intake.Wording;
import org.florahub.transform.codes.CodeListParser;
import org.florahub.transform.convert.Charsets;
import org.florahub.transform.convert.ConverterFactory;
import org.florahub.transform.convert.TimePatterns;
import org.florahub.transform.json.JsonWords;
import org.florahub.transform.row.RowWords;
import org.florahub.transform.source.BrokenTransformException;
import org.florahub.transform.template.Given;
import org.florahub.transform.xml.XmlWords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// `docs/reference/templates.md` tells the truth: its examples run, and it knows every name that the code knows.
///
/// A fenced block says behind its language what it is: `file=FOLDER/PATH` a file of a transform folder,
/// `written=FOLDER/NAME` what the sample of that name is written as, `rejected=FOLDER/NAME` the rows of it that go
/// back.
class TemplatesPageTest {

    private static final Path PAGE = Path.of("docs", "reference", "templates.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "florahub", "transform");
    private static final Pattern FENCE = Pattern.compile(
            "^```[a-z]+ (file|written|rejected)=(\\S+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)+)\"");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(?:#([^)]+))?\\)");
    private static final Given SURROUNDINGS =
            new Given(Map.of(Field.SOURCE, "ane:990002", Field.SOURCE_NAME, "Aufnahmeeinrichtung Beispielheim"));

    @TempDir
    Path folders;

    private String page = "";
    private final Map<String, String> blocks = new TreeMap<>();

    @BeforeEach
    void layOutTheExamples() throws IOException {
        page = Files.readString(PAGE);
        for (MatchResult fence : FENCE.matcher(page).results().toList()) {
            blocks.put(fence.group(1) + "=" + fence.group(2), fence.group(3));
            if (fence.group(1).equals("file")) {
                Path file = folders.resolve(fence.group(2));
                Files.createDirectories(file.getParent());
                Files.writeString(file, fence.group(3));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"terminbrief, umladung.xml", "zuweisungsliste, liste.csv", "ladungen, zwei.json"})
    void readsAndWritesTheExamples(String folder, String sample) throws IOException {
        Transform transform = load(folders.resolve(folder));
        String name = sample.substring(0, sample.indexOf('.'));
        Collected read = read(transform, folder + "/samples/in/" + sample);

        assertThat(read.reading().problems()).isEmpty();
        assertThat(flat(read)).isEqualTo(expected(folder + "/samples/in/" + name + ".events.json"));
        assertThat(lines(written(transform, read.statements()))).isEqualTo(block("written=" + folder + "/" + name));
    }

    @TestFactory
    Stream<DynamicNode> theExamplesKeepTheLaws() {
        return Stream.of("terminbrief", "zuweisungsliste", "meldesaetze", "ankunftsliste", "ladungen")
                .map(folder -> dynamicContainer(folder, TransformLaws.of(load(folders.resolve(folder)), 20261123, 50)));
    }

    @ParameterizedTest
    @CsvSource({"zuweisungsliste/liste, csv, X001 2 Datum", "meldesaetze/saetze, txt, X001 3 Z01 16-23"})
    void returnsTheRejectedRecordOfTheExample(String example, String extension, String place) throws IOException {
        String folder = example.substring(0, example.indexOf('/'));
        Transform transform = load(folders.resolve(folder));
        String file = "%s/samples/in%s.%s".formatted(folder, example.substring(folder.length()), extension);

        byte[] first = read(transform, file).returned(transform, bytes(transform, file), Wording.german()::sentence);
        assertThat(lines(new String(first, transform.charset()))).isEqualTo(block("rejected=" + example));

        Collected again = Collected.read(transform, first, SURROUNDINGS);
        assertThat(again.places()).containsExactly(place);
        assertThat(again.returned(transform, first, Wording.german()::sentence)).isEqualTo(first);
    }

    @Test
    void showsNoBlockThatNobodyRuns() {
        long fences = page.lines().filter(line -> line.startsWith("```")).count();
        assertThat(blocks).hasSize((int) fences / 2);
        assertThat(blocks.keySet())
                .filteredOn(key -> !key.startsWith("file="))
                .containsExactly(
                        "rejected=meldesaetze/saetze",
                        "rejected=zuweisungsliste/liste",
                        "written=ladungen/zwei",
                        "written=terminbrief/umladung",
                        "written=zuweisungsliste/liste");
    }

    /// Every name of the language as the page shows it.
    static Stream<String> names() {
        return Stream.of(
                        each(ConverterFactory.NAMES, "| `%s"),
                        each(Manifest.KEYS, "| `%s` |"),
                        each(Manifest.ENGINES, "`%s`"),
                        RowWords.options().map("`%s`"::formatted),
                        each(Charsets.NAMES, "`%s`"),
                        each(TimePatterns.all(), "`%s`"),
                        each(XmlWords.ofRoots(), "| `f:%s=\""),
                        each(XmlWords.ofParts(), "`f:%s=\""),
                        each(JsonWords.ofRoots(), "`%s`"),
                        each(JsonWords.ofParts(), "\"%s\": "),
                        each(CodeListParser.OPTIONS, "`%s"),
                        each(RowWords.reasons(), ";%s"))
                .flatMap(Function.identity());
    }

    private static Stream<String> each(Iterable<String> names, String shown) {
        var all = new ArrayList<String>();
        names.forEach(name -> all.add(shown.formatted(name)));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesEverythingThatTheLanguageHas(String shown) {
        assertThat(page).contains(shown);
    }

    /// Codes of mistakes and reasons stand in the sources as literals with hyphens.
    @Test
    void listsEveryMistakeAndReasonAndNoOther() throws IOException {
        var known = new TreeSet<String>();
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CODE.matcher(Files.readString(file)).results().forEach(found -> known.add(found.group(1)));
            }
        }
        known.removeIf(literal -> literal.startsWith("cvc-"));
        known.removeAll(Charsets.NAMES);
        known.removeAll(XmlWords.ofXStream());
        String tables = section("Versions, and which template is used") + section("Mistakes at load");
        var listed = tables.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`([a-z0-9-]+)`")
                        .matcher(line.split("\\|", -1)[1])
                        .results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(known);
    }

    @Test
    void linksToWhatThereIs() throws IOException {
        for (MatchResult link : LINK.matcher(page).results().toList()) {
            Path target = link.group(1).isEmpty()
                    ? PAGE
                    : PAGE.resolveSibling(link.group(1)).normalize();
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(Files.readString(target))).as(link.group()).contains(link.group(2));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "transforms/README.md", "docs/reference/errors.md"})
    void isLinkedFromWhereAnEngineerLooks(String from) throws IOException {
        Path other = Path.of(from);
        assertThat(LINK.matcher(Files.readString(other)).results().map(link -> other.resolveSibling(link.group(1))))
                .anySatisfy(target -> assertThat(target.normalize()).isEqualTo(PAGE));
    }

    @Test
    void refusesAKindThatDoesNotExist() {
        Transform events = load(Path.of("transforms/cloudevents"));
        String event = """
                {"specversion":"1.0","id":"1","source":"urn:florahub:authority:ane:990002","kind":"repeat",
                 "type":"org.florahub.status.arrived","occurreddate":"2026-11-23",
                 "data":{"person.azrNumber":"910005000041"}}
                """;
        assertThat(rows(events, event).places()).containsExactly("S010 1 kind");
        assertThat(rows(events, event.replace("repeat", "retract")).statements())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "terminbrief, brief.xml, '<brief xmlns', '<brief f:each=\"events\" xmlns', each-at-root",
        "terminbrief, brief.xml, kind=report, kind=repeat, unknown-kind",
        "terminbrief, anlass.codes, <21;hearing-summoned, <21;hearing-sommoned, unknown-status",
        "terminbrief, transform.yaml, 'engine: xml', 'engine: xml\nengine: xml', manifest-broken",
    })
    void refusesWhatThePageSaysIsAMistake(String folder, String file, String from, String to, String code)
            throws IOException {
        Path path = folders.resolve(folder).resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));

        BrokenTransformException broken =
                catchThrowableOfType(BrokenTransformException.class, () -> Transform.load(folders.resolve(folder)));
        assertThat(broken.problems()).extracting(Problem::code).contains(code);
    }

    /// The reasons of an earlier return are skipped after the columns; before them every cell would be misread.
    @Test
    void takesReasonsOnlyBehindAnExactHeader() throws IOException {
        Path folder = folders.resolve("zuweisungsliste");
        Path list = folder.resolve("liste.csv");
        Files.writeString(list, Files.readString(list).replace("header=names", "header=exact"));
        Transform exact = load(folder);

        String header = "AZR-Nr;Name;Datum;Ausländerbehörde;Vermerk";
        String row = "910005000041;Muster;24.11.2026;999001;";
        assertThat(rows(exact, header + ";Hinweis\n" + row + ";x\n").statements())
                .hasSize(1);
        assertThat(rows(exact, "Hinweis;" + header + "\nx;" + row + "\n").places())
                .containsExactly("X001 1 null");
        assertThat(rows(exact, "AZR-Nr;Name\n1;2\n").places()).containsExactly("X001 1 null");
    }

    private static Transform load(Path folder) {
        try {
            return Transform.load(folder);
        } catch (BrokenTransformException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static String written(Transform transform, List<Statement> group) throws IOException {
        var out = new ByteArrayOutputStream();
        transform.write(group, Given.NOTHING, out);
        return out.toString(transform.charset());
    }

    private static Collected rows(Transform transform, String document) {
        return Collected.read(transform, document.getBytes(transform.charset()), SURROUNDINGS);
    }

    private Collected read(Transform transform, String file) throws IOException {
        return Collected.read(transform, bytes(transform, file), SURROUNDINGS);
    }

    private byte[] bytes(Transform transform, String file) throws IOException {
        return Files.readString(folders.resolve(file)).getBytes(transform.charset());
    }

    private static List<Map<String, String>> flat(Collected read) {
        return read.statements().stream().map(Statement::flatten).toList();
    }

    private List<Map<String, String>> expected(String file) throws IOException {
        return JsonMapper.builder()
                .build()
                .readValue(Files.readString(folders.resolve(file)), new TypeReference<>() {});
    }

    private String block(String key) {
        assertThat(blocks).containsKey(key);
        return blocks.getOrDefault(key, "");
    }

    private static String lines(String document) {
        return document.replace("\r\n", "\n");
    }

    private String section(String title) {
        int from = page.indexOf("\n## " + title + "\n");
        assertThat(from).as(title).isPositive();
        int to = page.indexOf("\n## ", from + 1);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    /// As GitHub makes them of headings.
    private static List<String> anchors(String markdown) {
        Matcher heading = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE).matcher(markdown);
        return heading.results()
                .map(found -> found.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
