package org.florahub.transform.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.event.Problem;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.codes.Genericode.BrokenListException;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Code lists in genericode: read, made into tables, and dropped into a folder.
class PublishedListsTest {

    static final String LIST = """
            <?xml version="1.0" encoding="UTF-8"?>
            <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
              <Annotation><Description><name>not this</name></Description></Annotation>
              <Identification>
                <ShortName>Status (neu)</ShortName>
                <LongName>Status des Verfahrens</LongName>
                <Version>5</Version>
                <CanonicalUri>urn:example:status</CanonicalUri>
                <CanonicalVersionUri>urn:example:status_5</CanonicalVersionUri>
              </Identification>
              <ColumnSet>
                <Column Id="SCHLUESSEL" Use="required"><ShortName>Schluessel</ShortName><Data Type="string"/></Column>
                <Column Id="BEMERKUNG" Use="optional"><ShortName>Bemerkung</ShortName><Data Type="string"/></Column>
                <Column Id="NAME" Use="required"><ShortName>Bezeichnung</ShortName><Data Type="string"/></Column>
                <Key Id="K"><ShortName>K</ShortName><ColumnRef Ref="SCHLUESSEL"/></Key>
              </ColumnSet>
              <SimpleCodeList>
                <Row>
                  <Value ColumnRef="SCHLUESSEL"><SimpleValue>1</SimpleValue></Value>
                  <Value ColumnRef="NAME"><SimpleValue>Ankunft</SimpleValue></Value>
                </Row>
                <Row>
                  <Value><SimpleValue>2</SimpleValue></Value>
                  <Value><SimpleValue>neu</SimpleValue></Value>
                  <Value><SimpleValue>Registrierung
                    und Aufnahme</SimpleValue></Value>
                </Row>
              </SimpleCodeList>
            </gc:CodeList>
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void aFolderWithATable() throws IOException {
        file("transform.yaml", """
                engine: xml
                version: "1"
                loses: [message.id, message.sentAt, message.mark, message.test, source, source.name, target, target.name,
                  occurred.time, occurred.zone, case.lodgedOn, case.bamfFileNumber, person.arrivalNumber,
                  person.familyName, person.givenName, person.birthDate, person.nationality]
                """);
        file("m.xml", """
                <m xmlns="urn:example:m">
                  <nr>{person.azrNumber}</nr>
                  <tag>{occurred | date(yyyy-MM-dd)}</tag>
                  <code listURI="{$status.uri}" listVersionID="{$status.version}">{status | code(status)}</code>
                </m>
                """);
        file("status.codes", """
                #: codelist uri=urn:example:ours version=1
                code;value;label;from;to
                1;arrived;Ankunft;;
                2;registered;Registrierung und  aufnahme;;
                3;health-examined;Gesundheitsuntersuchung;;
                """);
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Genericode list(String text) throws BrokenListException {
        return Genericode.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Collected read(String version, String uri, String code) {
        return Collected.read(
                Kit.load(folder), """
                <m xmlns="urn:example:m"><nr>910005000041</nr><tag>2026-10-01</tag>\
                <code listURI="%s" listVersionID="%s">%s</code></m>""".formatted(uri, version, code).getBytes(StandardCharsets.UTF_8), Kit.SOURCE);
    }

    @Test
    void readsGenericodeAsItIsPublished() throws BrokenListException {
        Genericode list = list(LIST);

        assertThat(list.name()).isEqualTo("Status (neu)");
        assertThat(list.uri()).isEqualTo("urn:example:status");
        assertThat(list.version()).isEqualTo("5");
        assertThat(list.labels()).containsExactly(entry("1", "Ankunft"), entry("2", "Registrierung und Aufnahme"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <SimpleValue>2</SimpleValue> | <SimpleValue>1</SimpleValue> | a second time
            ColumnRef="NAME"             | ColumnRef="TITEL"            | does not exist
            </gc:CodeList>               | </gc:Liste>                  | no well-formed XML
            <Version>5</Version>         | <Version/>                   | no Version
            <SimpleValue>2</SimpleValue> | <SimpleValue/>               | without a code
            """)
    void refusesWhatIsNoList(String was, String is, String expected) {
        assertThatThrownBy(() -> list(LIST.replace(was, is)))
                .isInstanceOf(BrokenListException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void takesValuesOverOnlyWhereCodeAndNameAreTheSame() throws BrokenListException {
        CodesDraft draft = CodesDraft.of(list(LIST), """
                #: codelist uri=urn:example:status version=4
                code;value;label;from;to
                <1;arrived;ankunft;2020-01-01;
                2;registered;Verteilung;;
                9;departed;Ausreise;;
                """);

        assertThat(draft.text()).isEqualTo("""
                #: codelist uri=urn:example:status version=5
                code;value;label;from;to
                <1;arrived;Ankunft;2020-01-01;
                2;?;Registrierung und Aufnahme;;
                """);
        assertThat(draft.open()).containsExactly("2");
        assertThat(draft.changed()).containsExactly("2");
        assertThat(draft.gone()).containsExactly("9");
    }

    @Test
    void noFolderLoadsWithAnOpenValue() throws IOException, BrokenListException {
        file("status@5.codes", CodesDraft.of(list(LIST), null).text());

        assertThat(Kit.mistakes(folder)).containsExactly("value-open status@5.codes:3", "value-open status@5.codes:4");
    }

    @Test
    void aDroppedListGivesUriAndVersionAndTakesCodesAway() throws IOException {
        assertThat(read("1", "urn:example:ours", "3").problems()).isEmpty();
        file("codelists/status.xml", LIST);

        Collected read = read("5", "urn:example:status", "2");

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements().getFirst().flatten())
                .containsEntry("status.list", "urn:example:status")
                .containsEntry("status.version", "5");
        assertThat(read("1", "urn:example:ours", "2").problems())
                .extracting(Problem::code)
                .containsExactly("S011", "S011");
        assertThat(read("5", "urn:example:status", "3").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("S010");
                    assertThat(problem.expected()).isEqualTo("a code of list urn:example:status version 5");
                });
        assertThat(Kit.load(folder).writes()).containsExactly("arrived", "registered");
    }

    @Test
    void aDroppedListIsPartOfTheVersion() throws IOException {
        String before = Kit.load(folder).version();
        file("codelists/status.xml", LIST);

        assertThat(Kit.load(folder).version()).isNotEqualTo(before);
    }

    @Test
    void aCodeWithAnotherNameIsLookedAtFirst() throws IOException {
        file("codelists/status.xml", LIST.replace("Ankunft", "Abreise"));

        assertThat(Kit.mistakes(folder)).containsExactly("label-differs status.codes:3");
    }

    @Test
    void aListThatBelongsToNoTableIsNamed() throws IOException {
        file("codelists/anderes.xml", LIST);
        file("codelists/kaputt.xml", "<x>");

        assertThat(Kit.mistakes(folder))
                .containsExactly(
                        "published-list-unused codelists/anderes.xml:0",
                        "published-list-broken codelists/kaputt.xml:1");
    }

    /// What an operator of the shipped folder does with the published list of decisions.
    @Test
    void theShippedFolderTakesPublishedListsWithoutARebuild() throws IOException {
        Path copy = Kit.copied(Path.of("transforms/xauslaender"), folder.resolve("copy"));
        Files.createDirectories(copy.resolve("codelists/26.11"));
        var rows = new StringBuilder();
        for (String line : Files.readAllLines(copy.resolve("entscheidungssachverhalt.codes"))) {
            String[] cells = line.split(";", -1);
            if (cells.length == 5 && !cells[0].equals("code") && !cells[0].equals("13")) {
                rows.append(
                        "<Row><Value><SimpleValue>%s</SimpleValue></Value><Value/><Value><SimpleValue>%s</SimpleValue></Value></Row>"
                                .formatted(cells[0], cells[2]));
            }
        }
        Files.writeString(
                copy.resolve("codelists/26.11/entscheidungssachverhalt.xml"),
                LIST.replaceFirst("(?s)<Row>.*</Row>", rows.toString()).replace("example:status", "example:published"));
        Transform transform = Kit.load(copy);
        String sample = Files.readString(copy.resolve("samples/in/110202-alle-ergebnisse.xml"))
                .replace(
                        "urn:example:codelist:entscheidungssachverhalt\" listVersionID=\"1\"",
                        "urn:example:published\" listVersionID=\"5\"");

        Collected published = Collected.read(transform, sample.getBytes(StandardCharsets.UTF_8), Given.NOTHING);

        assertThat(published.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("S010");
            assertThat(problem.expected()).isEqualTo("a code of list urn:example:published version 5");
        });
    }
}
