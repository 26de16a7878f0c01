package org.florahub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The kit as an integration engineer uses it, on a copy of two shipped folders.
class KitCommandsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copyTheFoldersOfOneAuthority() throws IOException {
        copy(Path.of("adapters", "bb-zabh"));
        copy(Path.of("transforms", "statusliste-csv"));
        System.setProperty("flora.home", home.toString());
    }

    @AfterEach
    void forgetThem() {
        List.of("flora.home", "flora.adapters", "flora.transforms").forEach(System::clearProperty);
    }

    @Test
    void listsAdaptersWithLandFormatsAndSamples() throws IOException {
        long in = lists("in");
        assertThat(flora("adapter", "list")).isZero();
        assertThat(out.toString())
                .contains("bb-zabh", "12", "ane:120010", "file statusliste-csv@")
                .contains("%d/%d/%d".formatted(in, lists("out"), lists("bad")));

        JsonNode adapter = json("adapter", "list").at("/adapters/0");
        assertThat(adapter.at("/land").asString()).isEqualTo("12");
        assertThat(adapter.at("/channels/0/direction").asString()).isEqualTo("in");
        assertThat(adapter.at("/samples/in").asLong()).isEqualTo(in);
    }

    private static long lists(String kind) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("adapters", "bb-zabh", "samples", kind))) {
            return files.filter(file -> file.toString().endsWith(".csv")).count();
        }
    }

    @Test
    void looksWhereTheSettingsSay() {
        System.setProperty("flora.adapters", home.resolve("adapters").toString());
        System.setProperty("flora.transforms", home.resolve("transforms").toString());
        System.clearProperty("flora.home");

        assertThat(flora("adapter", "check")).isZero();
        assertThat(out.toString()).contains("1 adapters, 1 transforms");
    }

    @Test
    void checksFoldersThatAreInOrder() {
        assertThat(flora("adapter", "check", "bb-zabh")).isZero();
        assertThat(out.toString()).contains("in order", "1 adapters, 1 transforms");
    }

    @Test
    void saysHowManyChannelsCannotBeUsed() throws IOException {
        String data = Files.createDirectories(home.resolve("data")).toString();
        assertThat(flora("adapter", "check", "bb-zabh", "--connect", "--data", data))
                .as("the hub makes the folders at its start")
                .isZero();
        assertThat(out.toString()).contains("unknown  bb-zabh", "in order").doesNotContain("cannot be used");

        Files.writeString(home.resolve("data/hub.json"), "{\"bind\": \"127.0.0.1\", \"httpPort\": 9}");
        replace("adapters/bb-zabh/adapter.yaml", "  out:", "    - {type: http, transform: statusliste-csv}\n  out:");
        assertThat(flora("adapter", "check", "bb-zabh", "--connect", "--data", data))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("bad      bb-zabh", "http in", "nothing answers on 127.0.0.1, port 9")
                .contains("1 channel cannot be used");
        JsonNode check = json("adapter", "check", "bb-zabh", "--connect", "--data", data);
        assertThat(check.at("/connections")
                        .valueStream()
                        .map(tried -> tried.at("/result").asString()))
                .contains("bad", "unknown");
    }

    @Test
    void wantsOneAdapterForOnePassword() {
        assertThat(flora("adapter", "check", "--connect", "--data", "x", "--password-file", "y"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("password of one adapter's user");
    }

    @Test
    void namesEveryMistakeOfAdapterAndTransformAtOnceWithPlaceAndRemedy() throws IOException {
        replace("adapters/bb-zabh/adapter.yaml", "receives:", "recieves:");
        replace("transforms/statusliste-csv/statusliste.csv", "{person.azrNumber}", "{person.azrNumer}");
        Files.delete(home.resolve("adapters/bb-zabh/samples/in/032-gestattung.csv"));

        assertThat(flora("adapter", "check")).isEqualTo(1);
        assertThat(out.toString())
                .contains("adapters/bb-zabh/adapter.yaml:", "Did you mean \"receives\"?")
                .contains("transforms/statusliste-csv/statusliste.csv:4", "Did you mean person.azrNumber?")
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhichSampleIsNoPair() throws IOException {
        Files.delete(home.resolve("adapters/bb-zabh/samples/in/032-gestattung.csv"));

        assertThat(json("adapter", "check").at("/problems/0/file").asString())
                .isEqualTo("adapters/bb-zabh/samples/in/032-gestattung.events.json");
    }

    @Test
    void refusesANameThatNoFolderHas() {
        assertThat(flora("adapter", "test", "bb-zabhh")).isEqualTo(2);
        assertThat(err.toString()).contains("no adapter and no transform of that name", "bb-zabh");
    }

    @Test
    void showsWhatASampleBecameBesideWhatWasExpected() throws IOException {
        replace("adapters/bb-zabh/samples/in/032-gestattung.events.json", "Dawit", "David");

        assertThat(flora("adapter", "test", "bb-zabh")).isEqualTo(1);
        assertThat(out.toString())
                .contains("adapters/bb-zabh/in/032-gestattung.csv", "person.givenName\":·\"David", "\"Dawit\"")
                .contains("1 differ");
    }

    @Test
    void rewritesExpectationsButFailsUntilTheyAreRunAgain() throws IOException {
        Path expectation = home.resolve("adapters/bb-zabh/samples/in/032-gestattung.events.json");
        String right = Files.readString(expectation);
        replace("adapters/bb-zabh/samples/in/032-gestattung.events.json", "Dawit", "David");

        assertThat(flora("adapter", "test", "bb-zabh", "--update")).isEqualTo(1);
        assertThat(out.toString()).contains("rewritten", "Nothing blesses itself");
        assertThat(expectation).hasContent(right);
        assertThat(flora("adapter", "test", "bb-zabh")).isZero();
    }

    @Test
    void writesTheFirstExpectationOfANewSample() throws IOException {
        Path samples = home.resolve("adapters/bb-zabh/samples/in");
        Files.copy(samples.resolve("032-gestattung.csv"), samples.resolve("new.csv"));

        assertThat(flora("adapter", "test", "bb-zabh", "--update")).isEqualTo(1);
        assertThat(samples.resolve("new.events.json"))
                .hasSameTextualContentAs(samples.resolve("032-gestattung.events.json"));
    }

    @Test
    void translatesAFileIntoTheDocumentThatTheReceiverWouldGet() throws IOException {
        Path document = home.resolve("out.csv");
        Path file = home.resolve("adapters/bb-zabh/samples/in/032-gestattung.csv");

        assertThat(flora(
                        "translate",
                        "--from",
                        "bb-zabh",
                        "--to",
                        "bb-zabh",
                        "--out",
                        document.toString(),
                        file.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("accepted", "permission-issued", "AGE of urn:example:statusliste:status 1")
                .contains("not-carried event 1 message.id");
        assertThat(Files.readString(document, Charset.forName("windows-1252")))
                .startsWith("Aktenzeichen;AZR-Nr")
                .contains(";Probe;Dawit;");
    }

    @Test
    void explainsWhyAFileIsRefusedAndWhyAnEventCannotBeWritten() throws IOException {
        replace("adapters/bb-zabh/adapter.yaml", "receives:", "hides: [person.azrNumber]\nreceives:");
        Path good = home.resolve("adapters/bb-zabh/samples/in/032-gestattung.csv");
        Path bad = home.resolve("adapters/bb-zabh/samples/bad/920-drei-von-hundert.csv");

        assertThat(flora("translate", "--from", "statusliste-csv", bad.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("partly", "920-drei-von-hundert.csv:18:8", "S010");

        JsonNode translation = json("translate", "--from", "statusliste-csv", "--to", "bb-zabh", good.toString());
        assertThat(translation.at("/receivers/0/refused/0/problems/0/code").asString())
                .isEqualTo("field-missing");
    }

    @Test
    void saysWhichPlacesAndCodesNoSampleFills() throws IOException {
        Path sample = home.resolve("adapters/bb-zabh/samples/in/032-gestattung.csv");
        Charset charset = Charset.forName("windows-1252");
        List<String> lines = Files.readAllLines(sample, charset);
        Files.write(sample, lines.stream().map(line -> line + ";Zimmer").toList(), charset);

        JsonNode format = json("adapter", "coverage", "bb-zabh").at("/formats/0");
        assertThat(format.at("/unmapped/Zimmer").asInt()).isEqualTo(1);
        assertThat(format.at("/percent").asInt()).isBetween(80, 99);
        assertThat(format.at("/neverFilled").findValuesAsString("where")).contains("Rechtsbehelf");
        assertThat(format.at("/codes").toString()).contains("\"never\"", "KLA");
    }

    @Test
    void countsThePublishedListInsteadOfTheTableAndTheValuesThatNoCodeMeans() throws IOException {
        Path list = home.resolve("transforms/statusliste-csv/codelists/aktion.xml");
        Files.createDirectories(list.getParent());
        Files.writeString(list, """
                <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
                  <Identification><ShortName>aktion</ShortName><Version>7</Version>
                    <CanonicalUri>urn:example:statusliste:aktion</CanonicalUri></Identification>
                  <ColumnSet><Column Id="c" Use="required"><ShortName>code</ShortName><Data Type="string"/></Column>
                    <Column Id="n" Use="required"><ShortName>name</ShortName><Data Type="string"/></Column>
                    <Key Id="k"><ShortName>k</ShortName><ColumnRef Ref="c"/></Key></ColumnSet>
                  <SimpleCodeList>
                    <Row><Value ColumnRef="c"><SimpleValue>M</SimpleValue></Value>
                      <Value ColumnRef="n"><SimpleValue>Meldung</SimpleValue></Value></Row>
                    <Row><Value ColumnRef="c"><SimpleValue>K</SimpleValue></Value>
                      <Value ColumnRef="n"><SimpleValue>Korrektur</SimpleValue></Value></Row>
                    <Row><Value ColumnRef="c"><SimpleValue>Z</SimpleValue></Value>
                      <Value ColumnRef="n"><SimpleValue>Zusatz</SimpleValue></Value></Row>
                  </SimpleCodeList>
                </gc:CodeList>
                """);
        replace("transforms/statusliste-csv/verfahrensart.codes", "R;regular;", "!R;;");

        JsonNode format = json("adapter", "coverage", "bb-zabh").at("/formats/0");

        assertThat(format.at("/codes").toString())
                .contains("\"file\":\"aktion.codes\"", "\"version\":\"7\",\"known\":2", "\"open\":[\"Z\"]");
        assertThat(format.at("/values").toString()).contains("\"field\":\"procedureKind\"", "\"noCode\":[\"regular\"]");
    }

    @Test
    void takesNoValueForTheNameOfAColumnWhereAListHasNoHeader() throws IOException {
        Path sample = home.resolve("adapters/bb-zabh/samples/in/032-gestattung.csv");
        Charset charset = Charset.forName("windows-1252");
        List<String> lines = Files.readAllLines(sample, charset);
        Files.write(sample, lines.subList(1, lines.size()), charset);

        assertThat(json("adapter", "coverage", "bb-zabh").toString()).doesNotContain("Probe", "Dawit", "950009000021");
    }

    @Test
    void countsTheListsOfEveryVersion() throws IOException {
        copy(Path.of("transforms", "xauslaender"));
        replace("transforms/xauslaender/sachstand@25.11.codes", "version=1", "version=0");

        JsonNode format = json("adapter", "coverage", "xauslaender").at("/formats/0");

        assertThat(format.at("/codes")
                        .valueStream()
                        .filter(list -> list.at("/file").asString().equals("sachstand.codes"))
                        .map(list -> list.at("/version").asString()))
                .containsExactlyInAnyOrder("0", "1");
        assertThat(format.at("/documents").asInt()).isPositive();
    }

    @Test
    void makesWhiteSpaceVisible() {
        assertThat(DiffView.visible("a b\t\r\u00a0\ufeff\u0001")).isEqualTo("a·b→␍⍽⟨BOM⟩⟨01⟩");
    }

    private void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path target = home.resolve(file.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private void replace(String file, String text, String by) throws IOException {
        Path path = home.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, by));
    }

    private JsonNode json(String... arguments) {
        out.getBuffer().setLength(0);
        flora(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
        return JSON.readTree(out.toString());
    }

    private int flora(String... arguments) {
        CommandLine commands = Flora.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }
}
