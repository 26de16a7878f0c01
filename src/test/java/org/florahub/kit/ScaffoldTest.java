package org.florahub.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Worksheet;
import org.florahub.event.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// From a sample file to a folder that reads it, with nothing left to do but what only a person can know.
class ScaffoldTest {

    private static final String SEMICOLONS = """
            Lfd.Nr.;AZR-Nummer;AKN;Nachname;Vorname;Geb.-Datum;Staatsang.;Ereignis;Ereignisdatum;Uhrzeit;Zimmer
            1;970012000011;K 3000011;Müster;Lena;17.04.1991;SYR;ANK;02.11.2026;08:15;A12
            2;970012000029;;Beispiel;Omar;01.12.1988;AFG;ANK;02.11.2026;;A13
            3;970012000037;K 3000013;Probe;Anna;23.07.2001;SYR;BEL;03.11.2026;10:00;
            """;
    private static final String PIPES = """
            970012000011|MUSTER|20261102|ANK
            970012000029|BEISPIEL|20261102|ANK
            970012000037|PROBE|20261103|BEL
            """;
    private static final String XML = """
            <m:meldung xmlns:m="urn:example:meldung" version="3">
              <m:kopf><m:nachrichtenId>B-1</m:nachrichtenId><m:erstellt>2026-11-20T08:00:00+01:00</m:erstellt></m:kopf>
              <m:fall>
                <m:nr art="AZR">970012000011</m:nr><m:nr art="AKN">K 3000011</m:nr><m:name>Test</m:name>
                <m:status listURI="urn:example:status" listVersionID="2"><code>ANK</code></m:status><m:datum>20.11.2026</m:datum>
              </m:fall>
              <m:fall>
                <m:nr art="AZR">970012000029</m:nr><m:name>Probe</m:name><m:bemerkung>x</m:bemerkung>
                <m:status listURI="urn:example:status" listVersionID="2"><code>BEL</code></m:status><m:datum>20.11.2026</m:datum>
              </m:fall>
            </m:meldung>
            """;
    private static final String JSON = """
            {"version": 2, "personen": [
              {"azr": "970012000011", "name": "Test", "status": "ANK", "am": "2026-11-20", "tags": [1, 2]},
              {"azr": "970012000029", "name": "Probe", "status": "BEL", "am": "2026-11-21", "zusatz": null}]}
            """;
    private static final String FIXED = """
            P01970012000011MUSTER    20261119ANK
            P01970012000029BEISPIEL  20261120BEL
            P01970012000037PROBE     20261120ANK
            """;
    private static final String OBJECTS = """
            <de.beispiel.Sendung version="3">
              <nummer>B-1</nummer><erzeugt>2026-11-20T08:00:00</erzeugt>
              <vorgaenge class="linked-list">
                <vorgang>
                  <person class="flüchtling"><azrNummer>970012000011</azrNummer><nachname>Test</nachname></person>
                  <status>ANK</status><datum>2026-11-20</datum>
                </vorgang>
                <vorgang>
                  <person class="flüchtling" reference="../../vorgang/person"/>
                  <status>BEL</status><datum>2026-11-21</datum>
                </vorgang>
              </vorgaenge>
            </de.beispiel.Sendung>
            """;
    private static final Pattern LOSES = Pattern.compile("loses: \\[[^]]*]");

    @TempDir
    private Path home = Path.of("");

    private Workbench workbench = new Workbench(home, home, _ -> null);

    @BeforeEach
    void openAnEmptyWorkbench() throws IOException {
        workbench = new Workbench(
                Files.createDirectory(home.resolve("adapters")),
                Files.createDirectory(home.resolve("transforms")),
                _ -> null);
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of("liste.csv", SEMICOLONS.getBytes(Charset.forName("windows-1252"))),
                Arguments.of("ohne-kopf.txt", utf8(PIPES)),
                Arguments.of("meldung.xml", utf8(XML)),
                Arguments.of("meldung.json", utf8(JSON)),
                Arguments.of("saetze.txt", utf8(FIXED)),
                Arguments.of("liste.xlsx", Workbooks.list()),
                Arguments.of("titel.xlsx", Workbooks.titled()),
                Arguments.of("titel.csv", utf8("Zugänge, Stand 02.11.2026\n\n" + SEMICOLONS)),
                Arguments.of("objekte.xml", utf8(OBJECTS)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void isInOrderOnceTheMarkedQuestionsAreAnswered(String name, byte[] sample) throws IOException {
        Scaffold scaffold = create(name, sample);
        assertThat(scaffold.open())
                .as("open questions are codes that only a person can explain")
                .isNotEmpty()
                .allMatch(problem -> problem.code().equals("code-list-row"));

        answer(scaffold.transform());

        assertThat(AdapterCheck.of(workbench, List.of("neu")).problems()).isEmpty();
        assertThat(SampleTests.run(workbench, List.of("neu"), true, (_, _) -> {})
                        .passed())
                .isFalse();
        SampleTests again = SampleTests.run(workbench, List.of("neu"), false, (_, _) -> {});
        assertThat(again.passed()).isTrue();
        assertThat(again.samples()).isEqualTo(1);
    }

    @Test
    void findsTheDialectOfAList() throws IOException {
        create("liste.csv", SEMICOLONS.replace("\n", "\r\n"), "windows-1252");

        assertThat(home.resolve("transforms/neu-csv/list.csv"))
                .content()
                .contains("charset=windows-1252 separator=; newline=crlf header=names translit=din91379-latin1")
                .contains(
                        "{person.azrNumber};{person.arrivalNumber?};{person.familyName};{person.givenName}",
                        "{person.birthDate | date(dd.MM.yyyy)};{person.nationality | code(nationality)}",
                        "{status | code(status)};{occurred.date | date(dd.MM.yyyy)};{occurred.time? | time(HH:mm)};{}");
        assertThat(home.resolve("transforms/neu-csv/nationality.codes"))
                .content()
                .contains("SYR;syr;guessed");
    }

    @Test
    void keepsNamespacesListsAndSiblingsOfXml() throws IOException {
        create("meldung.xml", XML, "UTF-8");

        assertThat(home.resolve("transforms/neu-xml/message.xml"))
                .content()
                .contains("<m:meldung xmlns:m=\"urn:example:meldung\"", "version=\"3\"", "<m:fall f:each=\"events\">")
                .contains("<m:nr art=\"AKN\">{person.arrivalNumber?}</m:nr>")
                .contains("listURI=\"urn:example:status\" listVersionID=\"2\"")
                .contains("<!-- guess for bemerkung");
        assertThat(home.resolve("transforms/neu-xml/status.codes"))
                .content()
                .startsWith("#: codelist uri=urn:example:status version=2");
    }

    @Test
    void leavesTheStatusOpenWhereNothingSaysIt() throws IOException {
        Scaffold scaffold = create("liste.csv", "AZR-Nr;Datum\n970012000011;02.11.2026\n", "UTF-8");

        assertThat(scaffold.open()).extracting(Problem::code).contains("unknown-status");
        assertThat(home.resolve("transforms/neu-csv/list.csv")).content().contains("#: set status=fill-in");
    }

    @Test
    void overwritesNothing() throws IOException {
        create("liste.csv", SEMICOLONS, "UTF-8");

        assertThatThrownBy(() -> create("liste.csv", SEMICOLONS, "UTF-8"))
                .isInstanceOf(KitException.class)
                .hasMessageContaining("found it there already");
    }

    @Test
    void quotesNoValueInWhatItSaysAboutGuesses() throws IOException {
        Scaffold scaffold = create("liste.csv", SEMICOLONS, "UTF-8");

        assertThat(scaffold.guesses().toString()).doesNotContain("Müster", "970012000011", "1991");
    }

    @Test
    void choosesTheListOfAWorkbookAndSpellsItsDays() throws IOException {
        create("liste.xlsx", Workbooks.list());

        assertThat(home.resolve("transforms/neu-xlsx/list.sheet"))
                .content()
                .contains("#: xlsx sheet=\"Liste 2026\" header=names dates=number")
                .contains("AZR-Nr;Nachname;Geb.-Datum;Ereignis;Ereignisdatum;Zimmer")
                .contains("{person.azrNumber};{person.familyName};{person.birthDate | date(dd.MM.yyyy)}")
                .contains("{status | code(status)};{occurred.date | date(dd.MM.yyyy)};{}");
    }

    @Test
    void findsTheHeaderBelowATitle() throws IOException {
        create("titel.xlsx", Workbooks.titled());
        assertThat(home.resolve("transforms/neu-xlsx/list.sheet"))
                .content()
                .contains("#: xlsx header=names skip=3 dates=number", "AZR-Nr;Nachname;Ereignis;Ereignisdatum");
    }

    @ParameterizedTest
    @CsvSource({
        "Zugänge der Woche|,skip=1",
        "Zugänge; Stand 02.11.2026||,skip=2",
        "Zugänge;;;;;;;;;;|,skip=1",
        "'',names tr"
    })
    void findsTheHeaderOfACsvListBelowATitle(String title, String option) throws IOException {
        create("titel.csv", title.replace('|', '\n') + SEMICOLONS, "windows-1252");

        assertThat(home.resolve("transforms/neu-csv/list.csv")).content().contains("header=names", option);
    }

    @Test
    void refusesSamplesWhoseTitlesDiffer() throws IOException {
        Path one = Files.writeString(home.resolve("eins.csv"), SEMICOLONS);
        Path other = Files.writeString(home.resolve("zwei.csv"), "Zugänge\n" + SEMICOLONS);

        assertThatThrownBy(() -> Scaffold.create(
                        workbench, new Scaffold.Request("neu", List.of(one, other), null, null, "file")))
                .isInstanceOf(KitException.class)
                .hasMessageContaining("zwei.csv: found no header in line 1");
    }

    @Test
    void listsTheTypesOfObjectsAndReadsThroughTheirReferences() throws IOException {
        Scaffold scaffold = create("objekte.xml", utf8(OBJECTS));

        assertThat(home.resolve("transforms/neu-xstream/transform.yaml"))
                .content()
                .contains("engine: xstream", "types: [de.beispiel.Sendung, flüchtling, linked-list]");
        assertThat(home.resolve("transforms/neu-xstream/message.xml"))
                .content()
                .contains("<de.beispiel.Sendung", "<person class=\"flüchtling\">", "<nachname>{person.familyName}<")
                .contains("<erzeugt>{message.sentAt | datetime(Europe/Berlin)}<");
        assertThat(scaffold.guesses())
                .filteredOn(guess -> !guess.sure())
                .extracting(Guess::slot)
                .contains("engine: xstream", "{message.sentAt | datetime(Europe/Berlin)}");
    }

    static Stream<Arguments> unreadable() {
        byte[] formula = Workbooks.of(book -> {
            Worksheet sheet = book.newWorksheet("Liste");
            Workbooks.rows(sheet, List.of(List.of("AZR-Nr", "Status"), List.of("970012000011", "ANK")));
            sheet.formula(1, 1, "1+1");
        });
        return Stream.of(
                Arguments.of("leer.csv", new byte[0], "an empty file"),
                Arguments.of("alt.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0}, "(.xls)"),
                Arguments.of("bericht.pdf", utf8("%PDF-1.7"), "a PDF"),
                Arguments.of("breit.csv", "a;b\n1;2\n".getBytes(StandardCharsets.UTF_16), "UTF-16"),
                Arguments.of("bild.csv", new byte[] {1, 2, 3, 0}, "control characters"),
                Arguments.of("archiv.xlsx", utf8("PK\u0003\u0004 und sonst nichts"), ".xlsx"),
                Arguments.of("formel.xlsx", formula, "B2: found a formula"),
                Arguments.of("brief.txt", utf8("Guten Tag,\nanbei die Liste.\n"), "lines of 2 widths"),
                Arguments.of("kaputt.xml", utf8("<a><b></a>"), "no well-formed XML"),
                Arguments.of("kreis.xml", utf8("<a class='b'><c reference='..'/></a>"), "that contains it"),
                Arguments.of("kaputt.json", utf8("{\"a\":"), "no well-formed JSON"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void saysWhatASampleIsThatItCannotReadAndLeavesNoFolder(String name, byte[] sample, String what) {
        assertThatThrownBy(() -> create(name, sample))
                .isInstanceOf(KitException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(what)
                .hasMessageContaining("expected");
        assertThat(home.resolve("adapters/neu")).doesNotExist();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Scaffold create(String name, String text, String charset) throws IOException {
        return create(name, text.getBytes(Charset.forName(charset)));
    }

    private Scaffold create(String name, byte[] content) throws IOException {
        Path sample = Files.write(home.resolve(name), content);
        return Scaffold.create(workbench, new Scaffold.Request("neu", List.of(sample), "04", "ane:040010", "file"));
    }

    /// What a person does: says what the codes mean, and signs the losses.
    private void answer(String transform) throws IOException {
        Path folder = home.resolve("transforms").resolve(transform);
        Path codes = folder.resolve("status.codes");
        Files.writeString(
                codes, Files.readString(codes).replace("ANK;;", "ANK;arrived;").replace("BEL;;", "BEL;instructed;"));
        Path manifest = folder.resolve("transform.yaml");
        for (Problem problem : AdapterCheck.of(workbench, List.of("neu")).problems()) {
            Matcher loses = LOSES.matcher(problem.expected());
            assertThat(loses.find()).as(problem.toString()).isTrue();
            Files.writeString(manifest, Files.readString(manifest).replace("loses: []", loses.group()));
        }
    }
}
