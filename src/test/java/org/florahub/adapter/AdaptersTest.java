package org.florahub.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptersTest {

    private static final String GOOD = """
            adapter: xx-test
            name: Behörde für Tests
            authority: azr:990001
            channels:
              in:
                - type: file
                  transform: xauslaender
              out:
                - type: soap
                  transform: statusdienst-soap
                  endpoint: ${TEST_ENDPOINT:http://127.0.0.1:1/}
            receives:
              statuses: [arrived, hearing-held]
            """;

    @TempDir
    Path folders;

    private Path adapters;

    @BeforeEach
    void prepare() throws IOException {
        adapters = Files.createDirectory(folders.resolve("adapters"));
    }

    @Test
    void loadsEveryFolderOfTheProject() {
        Adapters all = Adapters.load(Path.of("adapters"), Path.of("transforms"));

        assertThat(all.all())
                .extracting(Adapter::name)
                .contains("abh-musterstadt", "bamf", "bb-zabh", "rp-add", "sn-landesdirektion");
        assertThat(all.transforms()).containsKeys("cloudevents", "statusdienst-soap", "statusliste-csv");
    }

    @Test
    void loadsTheExamplesOfItsReference() throws IOException {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/reference/adapter-yaml.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        for (String example : examples) {
            write(example.lines().findFirst().orElseThrow().replace("adapter: ", ""), example);
        }

        assertThat(load(Map.of()).all())
                .extracting(Adapter::name)
                .containsExactly("abh-beispielheim", "ae-beispielheim");
    }

    @Test
    void fillsInWhatAFileLeavesOut() throws IOException {
        write("xx-test", GOOD);

        Adapter adapter = load(Map.of()).all().iterator().next();

        assertThat(adapter.language()).isEqualTo("de");
        assertThat(adapter.land()).isNull();
        assertThat(adapter.credentials()).isEqualTo("xx-test");
        assertThat(adapter.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(adapter.receives().cases()).isEqualTo(Receives.Cases.OWN);
        assertThat(adapter.receives().accepts("hearing-held")).isTrue();
        assertThat(adapter.receives().accepts("departed")).isFalse();
        assertThat(adapter.out().getFirst().settings()).containsEntry("endpoint", "http://127.0.0.1:1/");
    }

    @Test
    void readsEverythingAFileCanSay() throws IOException {
        write("xx-test", GOOD + """
                  cases: all
                land: "07"
                language: en
                given:
                  occurred.zone: "+01:00"
                hides: [person.birthDate, office]
                limits: {bytesMax: 2 MB, eventsPerFileMax: 7, unfinishedWait: 5 m, eventsPerMessageMax: 100_000}
                credentials: somebody
                """);

        Adapter adapter = load(Map.of()).all().iterator().next();

        assertThat(adapter.land()).hasToString("07");
        assertThat(adapter.language()).isEqualTo("en");
        assertThat(adapter.given()).isEqualTo(Map.of(Field.OCCURRED_ZONE, "+01:00"));
        assertThat(adapter.hides()).containsExactlyInAnyOrder(Field.PERSON_BIRTH_DATE, Field.OFFICE);
        assertThat(adapter.limits()).isEqualTo(new Limits(2 << 20, 7, Duration.ofMinutes(5), 100_000));
        assertThat(adapter.receives().cases()).isEqualTo(Receives.Cases.ALL);
        assertThat(adapter.credentials()).isEqualTo("somebody");
    }

    @Test
    void listsEveryMistakeOfEveryFolderWithItsPlace() throws IOException {
        write("xx-test", """
                adaptor: xx-test
                name: [a, b]
                land: "17"
                authority: nobody
                channels:
                  in:
                    - type: fiel
                      transform: xauslaender-2610
                    - type: mq
                      transform: xauslaender
                      endpoint: http://127.0.0.1:1/
                  out:
                    - type: soap
                      transform: statusdienst-soap
                recieves:
                  statuses: [arrived]
                hides: [person.birthdate]
                limits:
                  bytesMax: 100 Mega
                  bytesMax: 1 MB
                """);
        write("yy-test", "adapter: [");
        Files.createDirectory(adapters.resolve("zz-test"));

        assertThat(problems(Map.of()))
                .containsExactly(
                        "A002 adapters/xx-test/adapter.yaml:1:1 adaptor: found an unknown key, expected a key of this section."
                                + " Did you mean \"adapter\"?",
                        "A003 adapters/xx-test/adapter.yaml:1:1 adapter: found nothing, expected this key. Add it to this section.",
                        "A003 adapters/xx-test/adapter.yaml:1:1 receives: found nothing, expected this key."
                                + " Add it to this section.",
                        "A004 adapters/xx-test/adapter.yaml:2:7 name: found a list or a section, expected a text. Correct it.",
                        "A004 adapters/xx-test/adapter.yaml:3:7 land: found something else, expected two digits, 01 to 16."
                                + " Correct it.",
                        "A004 adapters/xx-test/adapter.yaml:4:12 authority: found something else, expected a DVDV identifier,"
                                + " prefix:id, such as azr:999001. Correct it.",
                        "A004 adapters/xx-test/adapter.yaml:7:13 channels.in[0].type: found an unknown type, expected a type of"
                                + " channel. Did you mean \"file\"?",
                        "A004 adapters/xx-test/adapter.yaml:8:18 channels.in[0].transform: found an unknown transform, expected"
                                + " a folder below transforms/, or FOLDER@VERSION for one of its versions. Did you mean"
                                + " \"xauslaender@26.05\"?",
                        "A002 adapters/xx-test/adapter.yaml:11:17 channels.in[1].endpoint: found a setting that mq in does not"
                                + " have, expected no settings. Remove it.",
                        "A003 adapters/xx-test/adapter.yaml:13:7 channels.out[0].endpoint: found nothing, expected this key."
                                + " Add it to this section.",
                        "A002 adapters/xx-test/adapter.yaml:15:1 recieves: found an unknown key, expected a key of this section."
                                + " Did you mean \"receives\"?",
                        "A002 adapters/xx-test/adapter.yaml:17:9 hides: found an unknown field, expected a field of"
                                + " docs/reference/status-event.md. Did you mean \"person.birthDate\"?",
                        "A004 adapters/xx-test/adapter.yaml:19:13 limits.bytesMax: found something else, expected a size, such"
                                + " as 100 MB. Correct it.",
                        "A002 adapters/xx-test/adapter.yaml:20:3 limits.bytesMax: found the key a second time, expected each key"
                                + " once. Remove one of them.",
                        "A001 adapters/yy-test/adapter.yaml:1:11: found no YAML, expected YAML 1.1. The parser says: expected"
                                + " the node content, but found '<stream end>'.",
                        "A001 adapters/zz-test/adapter.yaml: found no such file, expected one in each folder. Write it, or"
                                + " remove the folder.");
    }

    @Test
    void listsEveryMissingVariable() throws IOException {
        write("xx-test", GOOD.replace("${TEST_ENDPOINT:http://127.0.0.1:1/}", "http://${HOST}:${PORT}/"));

        assertThat(problems(Map.of("PORT", "")))
                .containsExactly(
                        "A006 adapters/xx-test/adapter.yaml:11:17 channels.out[0].endpoint: found the environment"
                                + " variable HOST not set, expected a value. Set HOST, or give a default:"
                                + " ${HOST:default}.",
                        "A006 adapters/xx-test/adapter.yaml:11:17 channels.out[0].endpoint: found the environment"
                                + " variable PORT not set, expected a value. Set PORT, or give a default:"
                                + " ${PORT:default}.");
    }

    @Test
    void takesTheEnvironmentBeforeADefault() throws IOException {
        write("xx-test", GOOD);

        Adapter adapter = load(Map.of("TEST_ENDPOINT", "https://amt.example/x"))
                .all()
                .iterator()
                .next();

        assertThat(adapter.out().getFirst().settings()).containsEntry("endpoint", "https://amt.example/x");
    }

    @Test
    void refusesAnEndpointThatIsNone() throws IOException {
        write("xx-test", GOOD);

        assertThat(problems(Map.of("TEST_ENDPOINT", "ftp://amt.example/x")))
                .containsExactly("A004 adapters/xx-test/adapter.yaml:11:17 channels.out[0].endpoint: found something"
                        + " else, expected an http or https address. Correct it.");
    }

    @Test
    void refusesTwoAdaptersOfOneAuthorityOrUser() throws IOException {
        write("xx-test", GOOD);
        write("yy-test", GOOD.replace("xx-test", "yy-test") + "credentials: xx-test\n");

        assertThat(problems(Map.of()))
                .containsExactly(
                        "A005 adapters/yy-test/adapter.yaml: found the authority of xx-test, expected an authority of"
                                + " its own. Correct one.",
                        "A005 adapters/yy-test/adapter.yaml: found the credentials of xx-test, expected credentials of"
                                + " its own. Correct one.");
    }

    @Test
    void refusesAFolderOfAnotherNameThanTheAdapter() throws IOException {
        write("yy-test", GOOD);

        assertThat(problems(Map.of()))
                .containsExactly(
                        "A004 adapters/yy-test/adapter.yaml:1:10 adapter: found another name, expected the name"
                                + " of the folder, \"yy-test\". Correct it.");
    }

    @Test
    void refusesStatusesThatNobodyKnows() throws IOException {
        write("xx-test", GOOD.replace("hearing-held", "hearing-heard"));

        assertThat(problems(Map.of()))
                .containsExactly("A004 adapters/xx-test/adapter.yaml:13:23 receives.statuses: found an unknown status,"
                        + " expected a status of docs/reference/status-catalogue.md. Did you mean \"hearing-held\"?");
    }

    @Test
    void refusesSomethingToReceiveWithoutAWayToReceiveIt() throws IOException {
        write("xx-test", """
                adapter: xx-test
                name: Behörde für Tests
                authority: azr:990001
                channels:
                  in:
                    - {type: file, transform: xauslaender}
                    - {type: file, transform: statusliste-csv}
                receives:
                  statuses: all
                """);

        assertThat(problems(Map.of()))
                .containsExactly(
                        "A005 adapters/xx-test/adapter.yaml:7:14 channels.in[1].type: found a second channel of this"
                                + " type, expected one. Remove one of them.",
                        "A005 adapters/xx-test/adapter.yaml:9:3 receives: found statuses to receive, expected a channel"
                                + " to receive them. Add channels: out:, or remove it.");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Files.createDirectory(adapters.resolve("xx-test"));
        Files.write(adapters.resolve("xx-test/adapter.yaml"), GOOD.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems(Map.of()))
                .containsExactly("A001 adapters/xx-test/adapter.yaml: found no UTF-8 text, expected YAML 1.1 in UTF-8."
                        + " Save the file as UTF-8.");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        write("xx-test", "# nothing\n");

        assertThat(problems(Map.of()))
                .containsExactly("A001 adapters/xx-test/adapter.yaml: found an empty file, expected an adapter. Copy"
                        + " another adapter.yaml and change it.");
    }

    @Test
    void changesItsVersionWithEveryByte() throws IOException {
        write("xx-test", GOOD);
        String before = load(Map.of()).all().iterator().next().version();
        write("xx-test", GOOD + "# a remark\n");

        assertThat(before).matches("[0-9a-f]{8}");
        assertThat(load(Map.of()).all().iterator().next().version()).isNotEqualTo(before);
    }

    @Test
    void saysWhatIsWrongInItsMessage() throws IOException {
        write("xx-test", "adapter: other");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(BrokenAdapterException.class)
                .hasMessageStartingWith("4 mistakes in adapters and transforms:\n  A0");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(Files.createDirectories(adapters.resolve(name)).resolve("adapter.yaml"), yaml);
    }

    private Adapters load(Map<String, String> environment) {
        return Adapters.load(adapters, Path.of("transforms"), environment::get);
    }

    private List<String> problems(Map<String, String> environment) {
        var broken = catchThrowableOfType(BrokenAdapterException.class, () -> load(environment));
        assertThat(broken).isNotNull();
        return broken.problems().stream().map(Problem::toString).toList();
    }
}
