package org.florahub.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Several versions of one format in one folder.
class VersionsTest {

    private static final Path XAUSLAENDER = Path.of("transforms/xauslaender");
    private static final Transform ALL = Kit.load(XAUSLAENDER);

    @TempDir
    Path folder;

    @BeforeEach
    void twoVersions() throws IOException {
        file("transform.yaml", """
                engine: xml
                versions:
                  "1": {ns: "urn:example:one"}
                  "2": {ns: "urn:example:two"}
                loses: [message.id, message.sentAt, message.mark, message.test, source, source.name, target, target.name,
                  occurred.time, occurred.zone, case.lodgedOn, case.bamfFileNumber, person.arrivalNumber,
                  person.familyName, person.givenName, person.birthDate, person.nationality]
                """);
        file("m.xml", """
                <m xmlns="{$ns}" xmlns:f="urn:florahub:template" v="{$version}">
                  <nr>{person.azrNumber}</nr>
                  <tag>{occurred | date(yyyy-MM-dd)}</tag>
                  <code list="{$status.version}">{status | code(status)}</code>
                </m>
                """);
        file("status.codes", """
                #: codelist uri=urn:example:status version=4
                code;value;label;from;to
                1;arrived;;;
                2;registered;;;
                """);
        file("status@1.codes", """
                #: codelist uri=urn:example:status version=3
                code;value;label;from;to
                2;arrived;;;
                """);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String document(String version, String list, String code) {
        return "<m xmlns=\"urn:example:%s\" v=\"%s\"><nr>910005000041</nr><tag>2026-10-01</tag><code list=\"%s\">%s</code></m>"
                .formatted(version.equals("1") ? "one" : "two", version, list, code);
    }

    private static Transform exactly(Transform transform, String version) {
        return Objects.requireNonNull(transform.versions().get(version));
    }

    private static Collected read(Transform transform, String document) {
        return Collected.read(transform, document.getBytes(StandardCharsets.UTF_8), Kit.SOURCE);
    }

    @Test
    void readsEachVersionWithTheCodeListOfThatVersion() {
        Transform transform = Kit.load(folder);

        Collected old = read(transform, document("1", "3", "2"));
        Collected young = read(transform, document("2", "4", "2"));

        assertThat(old.problems()).isEmpty();
        assertThat(old.statements()).extracting(s -> s.flatten().get("status")).containsExactly("arrived");
        assertThat(old.statements())
                .extracting(s -> s.flatten().get("status.version"))
                .containsExactly("3");
        assertThat(young.statements())
                .extracting(s -> s.flatten().get("status"))
                .containsExactly("registered");
    }

    @Test
    void saysWhichVersionADocumentWasReadAs() {
        Transform transform = Kit.load(folder);

        assertThat(transform.identity(read(transform, document("1", "3", "2")).reading()))
                .isEqualTo(exactly(transform, "1").toString())
                .matches(folder.getFileName() + "@1\\+[0-9a-f]{8}");
        assertThat(transform.identity(read(transform, document("2", "4", "2")).reading()))
                .isEqualTo(transform.toString());
        assertThat(exactly(transform, "1").reference()).isEqualTo(folder.getFileName() + "@1");
        assertThat(transform.reference()).isEqualTo(folder.getFileName().toString());
    }

    @Test
    void writesTheNewestUnlessOneIsNamed() {
        Transform transform = Kit.load(folder);
        List<Statement> arrived = read(transform, document("1", "3", "2")).statements();

        assertThat(Kit.written(transform, arrived, Given.NOTHING)).contains("urn:example:two", "list=\"4\">1</code>");
        assertThat(Kit.written(exactly(transform, "1"), arrived, Given.NOTHING))
                .contains("urn:example:one", "list=\"3\">2</code>");
    }

    @Test
    void exactlyOneVersionRefusesTheOthers() {
        Transform one = exactly(Kit.load(folder), "1");

        assertThat(read(one, document("2", "4", "2")).problems())
                .extracting(Problem::code)
                .containsExactly("V000");
    }

    @Test
    void explainsWhichVersionCouldSayWhatThisOneCannot() {
        Transform transform = Kit.load(folder);
        Statement registered =
                read(transform, document("2", "4", "2")).statements().getFirst();

        assertThat(exactly(transform, "1").refusals(registered, Given.NOTHING))
                .first()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("version-lacks");
                    assertThat(problem.found()).contains("registered", "version 1");
                    assertThat(problem.expected()).isEqualTo("version 2");
                });
        assertThat(transform.refusals(registered, Given.NOTHING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m.xml           | {$version}          | {$fassung}                    | unknown-parameter m.xml:1
            m.xml           | {$status.version}   | {$stand.version}              | unknown-parameter m.xml:4
            m.xml           | v="{$version}"      | v="1" f:versions="3"          | unknown-version m.xml:1
            m.xml           | ` v="{$version}"`   | ` v="1" f:versions="1 2 3"`   | unknown-version m.xml:1
            m.xml           | xmlns="{$ns}"       | xmlns="urn:example:one"       | ``
            transform.yaml  | {ns: "urn:example:two"} | {name: "x"}               | manifest-broken transform.yaml:4
            transform.yaml  | engine: xml         | `engine: xml, version: "1"`   | manifest-broken transform.yaml:1
            status@1.codes  | arrived             | arived                        | unknown-status m.xml:0
            status@1.codes  | 2;arrived;;;        | 2;arrived;;30.02.2026;        | code-list-row status@1.codes:3
            """)
    void namesMistakesOfVersions(String file, String was, String is, String expected) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(was);
        file(file, text.replace(was, is.replace(", ", "\n")));

        if (expected.isEmpty()) {
            assertThat(Kit.load(folder).versions()).containsOnlyKeys("1", "2");
        } else {
            assertThat(Kit.mistakes(folder)).contains(expected);
        }
    }

    @Test
    void versionsThatNoDocumentShowsAreAMistake() throws IOException {
        Files.delete(folder.resolve("status@1.codes"));
        String text = Files.readString(folder.resolve("m.xml"));
        file("m.xml", text.replace("{$ns}", "urn:example:m").replace(" v=\"{$version}\"", ""));

        assertThat(Kit.mistakes(folder)).containsExactly("templates-alike m.xml:1");
    }

    @Test
    void aMessageInJsonMayBelongToOneVersionOnly() throws IOException {
        Files.delete(folder.resolve("m.xml"));
        file(
                "transform.yaml",
                Files.readString(folder.resolve("transform.yaml")).replace("engine: xml", "engine: json"));
        String body =
                "\"nr\": \"{person.azrNumber}\", \"tag\": \"{occurred | date}\", \"code\": \"{status | code(status)}\"}";
        file("alt.json", "{\"f:versions\": \"1\", \"art\": \"alt\", " + body);
        file("neu.json", "{\"f:versions\": \"2\", \"art\": \"neu\", " + body);
        Transform transform = Kit.load(folder);
        byte[] old = "{\"art\":\"alt\",\"nr\":\"910005000041\",\"tag\":\"2026-10-01\",\"code\":\"2\"}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Collected.read(exactly(transform, "1"), old, Given.NOTHING).statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.get(Field.STATUS)).isEqualTo("arrived"));
        assertThat(Collected.read(exactly(transform, "2"), old, Given.NOTHING).problems())
                .isNotEmpty();
    }

    @Test
    void filesThatOnlyIncludeEachOtherAreNamed() throws IOException {
        file("a.xml", "<a xmlns:f='urn:florahub:template'><b f:include='b.xml'/></a>");
        file("b.xml", "<b xmlns:f='urn:florahub:template'><a f:include='a.xml'/></b>");

        assertThat(Kit.mistakes(folder)).containsExactly("include-circle a.xml:1", "include-circle b.xml:1");
    }

    @Test
    void aMessageWithoutAStatusIsRefusedWithItsReason() throws IOException {
        file("r.xml", "<r xmlns=\"{$ns}\" xmlns:f='urn:florahub:template' f:refuse='it asks for a repetition'/>");

        assertThat(read(Kit.load(folder), "<r xmlns='urn:example:one'><any/></r>")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("T080");
                    assertThat(problem.found()).isEqualTo("a message that states no status: it asks for a repetition");
                });
    }

    /// What an operator does with the original schema of one version: it counts for that version and for no other.
    @Test
    void aSchemaDroppedIntoTheFolderIsUsedForItsVersion() throws IOException {
        Path copy = Kit.copied(XAUSLAENDER, folder.resolve("copy"));
        Path sample = XAUSLAENDER.resolve("samples/in/110202-alle-ergebnisse.xml");
        Files.createDirectories(copy.resolve("schema/26.11"));
        Files.writeString(copy.resolve("schema/26.11/original.xsd"), """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
                    targetNamespace="http://example.org/xauslaender-style/2611">
                  <xs:element name="asyl.entscheidungsuebermittlung.110202" type="xs:string"/>
                </xs:schema>
                """);
        Transform dropped = Kit.load(copy);

        assertThat(readFile(dropped, sample, "26.11", "2611", "19").problems())
                .extracting(Problem::code)
                .contains("X001");
        assertThat(readFile(dropped, sample, "26.05", "2605", "18").problems()).isEmpty();
    }

    static Stream<Path> samples() throws IOException {
        try (var files = Files.list(XAUSLAENDER.resolve("samples/in"))) {
            return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList().stream();
        }
    }

    /// What the newest version can say, the ones before it say alike, where they have the message.
    @ParameterizedTest
    @MethodSource("samples")
    void saysTheSameInEveryVersionThatHasTheMessage(Path sample) {
        boolean newLaw = sample.getFileName().toString().startsWith("17");
        Collected newest = readFile(ALL, sample, "26.11", "2611", "19");

        Collected before = readFile(ALL, sample, "26.05", "2605", "18");
        Collected first = readFile(ALL, sample, "25.11", "2511", "17");

        assertThat(before.problems()).isEmpty();
        assertThat(before.statements()).isEqualTo(newest.statements());
        if (newLaw) {
            assertThat(first.problems()).extracting(Problem::code).containsExactly("V000");
        } else {
            assertThat(first.problems()).isEmpty();
            assertThat(first.statements()).isEqualTo(newest.statements());
        }
    }

    private static Collected readFile(Transform transform, Path sample, String version, String namespace, String list) {
        try {
            return read(
                    transform,
                    Files.readString(sample)
                            .replace("xauslaender-style/2611", "xauslaender-style/" + namespace)
                            .replace("version=\"26.11\"", "version=\"%s\"".formatted(version))
                            .replace("listVersionID=\"19\"", "listVersionID=\"%s\"".formatted(list)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "25.11, OLD, 110202, discontinued, ''",
        "25.11, GEAS, 170202, inadmissible-geas-6, '26.05, 26.11'",
        "26.05, GEAS, 170202, inadmissible-geas-6, ''",
        "26.11, OLD, 170202, inadmissible-geas-6, ''",
    })
    void aDecisionOfTheNewLawIsNeverWrittenForAReceiverOfTheOldVersion(
            String version, Regime law, String number, String outcome, String others) {
        Statement decision = readFile(
                        ALL,
                        XAUSLAENDER.resolve("samples/in/%s-alle-ergebnisse.xml".formatted(number)),
                        "26.11",
                        "2611",
                        "19")
                .statements()
                .stream()
                .filter(statement -> outcome.equals(statement.flatten().get("outcome")))
                .findFirst()
                .orElseThrow();
        List<Problem> refusals = exactly(ALL, version).refusals(decision, new Given(Map.of()).under(law));

        boolean possible = others.isEmpty() && (law == Regime.GEAS) == number.startsWith("17");
        assertThat(refusals.isEmpty()).isEqualTo(possible);
        if (!others.isEmpty()) {
            assertThat(refusals.getFirst().code()).isEqualTo("version-lacks");
            assertThat(refusals.getFirst().expected()).isEqualTo("version " + others);
        }
    }
}
