package org.florahub.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.florahub.event.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticChecksTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            decision.xml   | {message.mark?}           | {message.marc?}               | unknown-field decision.xml:19
            decision.xml   | {message.mark?}           | `{message.mark? | lower}`     | unknown-converter decision.xml:19
            decision.xml   | {message.mark?}           | `{message.mark? | check('(a+)+')}` | check-not-understood decision.xml:19
            decision.xml   | {message.mark?}           | `{message.mark? | text(9) check(a)}` | converter-does-not-fit decision.xml:19
            decision.xml   | {message.mark?}           | `{message.mark? | date(dd)}`  | converter-does-not-fit decision.xml:19
            decision.xml   | {message.mark?}           | {message.mark?                | slot-not-closed decision.xml:19
            decision.xml   | {message.mark?}           | message.mark?}                | slot-not-closed decision.xml:19
            decision.xml   | {message.mark?}           | {message mark}                | slot-not-understood decision.xml:19
            decision.xml   | {message.mark?}           | `{message.mark? | Upper}`     | slot-not-understood decision.xml:19
            decision.xml   | {message.mark?}           | {message.mark?:8}             | width-without-fixed-width decision.xml:19
            decision.xml   | {message.mark?}           | {message.mark?}-{office?}     | two-slots decision.xml:19
            decision.xml   | {message.mark?}           | x{'y'}                        | constant-not-alone decision.xml:19
            decision.xml   | {=case.bamfFileNumber}    | {case.bamfFileNumber}         | bound-twice decision.xml:20
            decision.xml   | {message.mark?}           | {status}                      | bound-twice decision.xml:19
            decision.xml   | `{occurred | datetime(date)}` | {}                        | never-bound decision.xml:0
            decision.xml   | `{outcome | code(outcome)}`   | {'06'}                    | never-bound decision.xml:0
            decision.xml   | kind="AKN"                | kind="AZR"                    | siblings-alike decision.xml:9
            summons.xml    | <code>30</code>           | <code>{'30'}</code>           | templates-alike summons.xml:1
            summons.xml    | <code>30</code>           | <code>20</code>               | templates-alike summons.xml:1
            decision.xml   | listVersionID="2"         | listVersionID="3"             | list-differs decision.xml:13
            decision.xml   | urn:example:kit:state     | urn:example:kit:staat         | list-differs decision.xml:12
            decision.xml   | code(action)              | code(aktion)                  | unknown-code-list decision.xml:18
            decision.xml   | f:optional=               | f:opt=                        | unknown-directive decision.xml:12
            decision.xml   | f:optional="true"         | f:optional="yes"              | unknown-directive decision.xml:12
            decision.xml   | f:regime="geas"           | f:direction="in"              | unknown-directive decision.xml:1
            decision.xml   | f:each="events"           | f:each="persons"              | unknown-each decision.xml:7
            decision.xml   | <k:persons>               | <k:persons f:each="events">   | each-twice decision.xml:7
            decision.xml   | head.xml                  | kopf.xml                      | include-not-found decision.xml:3
            decision.xml   | head.xml                  | decision.xml                  | include-not-found decision.xml:3
            decision.xml   | <head f:include           | <k:head f:include             | include-differs decision.xml:3
            decision.xml   | <k:persons>               | <k:persons>text               | mixed-content decision.xml:6
            decision.xml   | </k:persons>              | text</k:persons>              | mixed-content decision.xml:14
            decision.xml   | f:regime="geas"           | f:regime="new"                | unknown-regime decision.xml:1
            decision.xml   | f:set="                   | `f:set="state=x `             | unknown-field decision.xml:1
            decision.xml   | f:set="                   | `f:set="serviceMethod=PZU `   | set-value-of-wrong-type decision.xml:1
            decision.xml   | decision-issued           | decision-made                 | unknown-status decision.xml:0
            outcome.codes  | 05;rejected               | 05;refused                    | unknown-value decision.xml:0
            decision.xml   | </k:persons>              | </k:person>                   | not-well-formed decision.xml:15
            decision.xml   | <k:message                | <!DOCTYPE m><k:message        | not-well-formed decision.xml:1
            outcome.codes  | 05;rejected               | 02;rejected                   | code-twice outcome.codes:4
            outcome.codes  | 05;rejected               | 05;refugee                    | value-twice outcome.codes:4
            outcome.codes  | 2027-12-31                | 31.12.2027                    | code-list-row outcome.codes:4
            outcome.codes  | !99;;                     | !99;x;                        | code-list-row outcome.codes:6
            outcome.codes  | refugee;refugee           | ;refugee                      | code-list-row outcome.codes:3
            action.codes   | version=1                 |                               | code-list-header action.codes:1
            outcome.codes  | code;value                | value;code                    | code-list-header outcome.codes:2
            outcome.codes  | codelist                  | list                          | unknown-directive outcome.codes:1
            outcome.codes  | regime=geas               | regime=new                    | unknown-regime outcome.codes:1
            outcome.codes  | 05;rejected               | 05;Rejected                   | code-value-of-wrong-type decision.xml:13
            transform.yaml | message.test,             |                               | loses-differs transform.yaml:4
            transform.yaml | message.test,             | message.toast,                | unknown-field transform.yaml:4
            transform.yaml | office]                   | [office]]                     | manifest-broken transform.yaml:4
            transform.yaml | loses:                    | writes: x #                   | manifest-broken transform.yaml:4
            transform.yaml | engine: xml               | engine: xsl                   | manifest-broken transform.yaml:1
            transform.yaml | title:                    | name:                         | manifest-broken transform.yaml:1
            transform.yaml | version: "3"              | version: "3 4"                | manifest-broken transform.yaml:1
            transform.yaml | engine: xml               | engine: [                     | manifest-broken transform.yaml:4
            schema/kit.xsd | type="k:Action"           | type="k:Aktion"               | schema-broken schema/kit.xsd:25
            schema/kit.xsd | </xs:schema>              | </xs:schem>                   | schema-broken schema/kit.xsd:26
            schema/kit.xsd | types.xsd                 | ../types.xsd                  | schema-broken schema:0
            """)
    void findsTheMistakeOfAnXmlTransform(String file, String from, String to, String mistake) {
        Path copy = Kit.changed(Kit.FOLDER.resolve("decisions"), folder, file, from, to == null ? "" : to);

        assertThat(Kit.mistakes(copy)).containsOnly(mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            list.csv       | charset=windows-1252     | charset=ebcdic               | unknown-directive list.csv:1
            list.csv       | separator=;              | separator=;;                 | unknown-directive list.csv:1
            list.csv       | quote="                  | quote=""                     | unknown-directive list.csv:1
            list.csv       | newline=crlf             | newline=cr                   | unknown-directive list.csv:1
            list.csv       | header=names             | header=some                  | unknown-directive list.csv:1
            list.csv       | translit=din91379-latin1 | translit=latin               | unknown-directive list.csv:1
            list.csv       | header=names             | head=names                   | unknown-directive list.csv:1
            list.csv       | header=names             | header=names header=names    | unknown-directive list.csv:1
            list.csv       | header=names             | direction=in                 | unknown-directive list.csv:1
            list.csv       | #: record                | #: row                       | unknown-directive list.csv:2
            list.csv       | #: record each=events    | #: csv separator=,           | directive-twice list.csv:2
            list.csv       | #: record each=events    | #: record with               | picture-missing list.csv:1
            list.csv       | each=events              | each=persons                 | unknown-each list.csv:2
            list.csv       | #: record each=events    |                              | record-missing list.csv:4
            list.csv       | #: record each=events    | #: set status=Arrived        | set-value-of-wrong-type list.csv:2
            list.csv       | header=names             | header=none                  | record-missing list.csv:4
            list.csv       | ;Bearbeiter              |                              | header-and-row-differ list.csv:4
            list.csv       | Uhrzeit                  | Datum                        | column-twice list.csv:3
            list.csv       | translit=din91379-latin1 |                              | charset-without-translit list.csv:4
            list.csv       | {person.familyName?}     | {person.nome?}               | unknown-field list.csv:4
            transform.yaml | arrived,                 | `arrived, departed,`         | writes-too-much transform.yaml:5
            transform.yaml | arrived,                 | `arived,`                    | unknown-status transform.yaml:5
            transform.yaml | source.name              | source.title                 | unknown-field transform.yaml:4
            transform.yaml | source.name              | message.sentAt               | never-given transform.yaml:4
            transform.yaml | source.name              | person.nationality           | never-given transform.yaml:4
            transform.yaml | source.name              | person.azrNumber             | never-given transform.yaml:4
            transform.yaml | source.name              | occurred.date                | never-given transform.yaml:4
            transform.yaml | source.name              | status                       | given-has-slot transform.yaml:4
            status.codes   | hearing-held             | hearing                      | unknown-status list.csv:4
            """)
    void findsTheMistakeOfACsvTransform(String file, String from, String to, String mistake) {
        Path copy = Kit.changed(Kit.FOLDER.resolve("status-list"), folder, file, from, to == null ? "" : to);

        assertThat(Kit.mistakes(copy)).contains(mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            reports.json   | "{message.mark?}"     | "{message.marc?}"                | unknown-field reports.json:20
            reports.json   | "{message.mark?}"     | `"{message.mark? | text}"`       | converter-does-not-fit reports.json:20
            reports.json   | "{message.mark?}"     | "{message.id}"                   | bound-twice reports.json:20
            reports.json   | "{message.mark?}"     | null                             | value-without-text reports.json:20
            reports.json   | "{message.mark?}"     | 1.5                              | value-without-text reports.json:20
            reports.json   | "{message.mark?}"     | ["a", "b"]                       | list-of-several reports.json:20
            reports.json   | "{message.mark?}"     | []                               | list-of-several reports.json:20
            reports.json   | "{message.mark?}"     | [{"f:each": "events"}]           | each-twice reports.json:20
            reports.json   | "{message.mark?}"     | {"f:each": "events"}             | each-outside-list reports.json:20
            reports.json   | "{message.mark?}"     | {"f:set": "kind=report"}         | unknown-directive reports.json:20
            reports.json   | "f:optional": true    | "f:optional": "no"               | unknown-directive reports.json:12
            reports.json   | "f:each": "events"    | "f:each": "persons"              | unknown-each reports.json:6
            reports.json   | "f:each": "events",   | "f:every": "events",             | unknown-directive reports.json:6
            reports.json   | "version": 1          | "type": 1                        | name-twice reports.json:3
            reports.json   | "version": 1          | "version": 1,                    | not-well-formed reports.json:3
            reports.json   | head.json             | kopf.json                        | include-not-found reports.json:4
            reports.json   | head.json             | reports.json                     | include-not-found reports.json:4
            reports.json   | urn:example:kit:status | urn:example:kit:state           | list-differs reports.json:13
            reports.json   | {?'1'}                | {?'2'}                           | list-differs reports.json:13
            reports.json   | "reports",            | "summons",                       | templates-alike summons.json:1
            reports.json   | "reports",            | "{'reports'}",                   | templates-alike summons.json:1
            reports.json   | "version": 1          | "f:versions": "2", "version": 1  | unknown-version reports.json:1
            head.json      | "{message.id}"        | "{message.id"                    | slot-not-closed head.json:2
            """)
    void findsTheMistakeOfAJsonTransform(String file, String from, String to, String mistake) {
        Path copy = Kit.changed(Kit.FOLDER.resolve("messages-json"), folder, file, from, to == null ? "" : to);

        assertThat(Kit.mistakes(copy)).contains(mistake);
    }

    @ParameterizedTest
    @CsvSource({"xml, <m%s/>, ' a%d=\"\"'", "json, '{%s\"z\": 1}', '\"a%d\": \"\",'"})
    void findsMoreAttributesOrNamesThanItCanTellApart(String engine, String template, String one) throws IOException {
        Files.writeString(folder.resolve("transform.yaml"), "engine: %s\nversion: '1'\n".formatted(engine));
        String many = IntStream.range(0, 65).mapToObj(one::formatted).collect(Collectors.joining());
        Files.writeString(folder.resolve("t." + engine), template.formatted(many));

        assertThat(Kit.mistakes(folder)).contains("too-many-children t.%s:1".formatted(engine));
    }

    @Test
    void wantsTheTypesOfAnXStreamTransform() {
        Path copy = Kit.changed(
                Path.of("transforms/fachverfahren-xstream"), folder, "transform.yaml", "types: [sendung, person]", "");

        assertThat(Kit.mistakes(copy)).containsExactly("types-missing transform.yaml:0");
    }

    @Test
    void demandsASlotForWhatEveryMessageMustSay() throws IOException {
        xml("<m xmlns:f='urn:florahub:template' f:set='status=departed'>{}</m>");
        assertThat(Kit.problems(folder))
                .extracting(Problem::code, Problem::found)
                .containsExactly(
                        tuple("never-bound", "no slot for occurred.date"),
                        tuple("never-bound", "no slot for an identifier of a case or person"));
        xml("<m><a>{occurred | date(yyyy)}</a><b>{case.bamfFileNumber}</b></m>");
        assertThat(Kit.problems(folder)).extracting(Problem::found).contains("no slot for status");
    }

    @Test
    void findsMoreChildrenThanItCanTellApart() throws IOException {
        xml("<m>" + "<a/>".repeat(65) + "</m>");

        assertThat(Kit.mistakes(folder)).contains("too-many-children t.xml:0");
    }

    @Test
    void findsATextThatIsNotUtf8() throws IOException {
        xml("<m/>");
        Files.writeString(folder.resolve("a.codes"), "#: codelist uri=ü version=1", StandardCharsets.ISO_8859_1);

        assertThat(Kit.mistakes(folder)).contains("not-utf-8 a.codes:0");
    }

    @Test
    void wantsAHeaderInACodeList() throws IOException {
        xml("<m/>");
        Files.writeString(folder.resolve("a.codes"), "#: codelist uri=urn:a version=1\n# no row\n");

        assertThat(Kit.mistakes(folder)).contains("code-list-header a.codes:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "csv", "json"})
    void wantsATemplate(String engine) throws IOException {
        Files.writeString(folder.resolve("transform.yaml"), "engine: %s\nversion: '1'\n".formatted(engine));

        assertThat(Kit.mistakes(folder)).containsExactly("no-template transform.yaml:0");
    }

    @Test
    void wantsCsvTemplatesWhoseHeadersDiffer() throws IOException {
        Path copy = Kit.copied(Kit.FOLDER.resolve("status-list"), folder);
        Files.copy(copy.resolve("list.csv"), copy.resolve("other.csv"));

        assertThat(Kit.mistakes(copy)).contains("templates-alike other.csv:1");
    }

    @Test
    void findsTwoTemplatesThatWriteTheSameStatement() throws IOException {
        Path copy = Kit.copied(Kit.FOLDER.resolve("decisions"), folder);
        String other = Files.readString(copy.resolve("summons.xml")).replace("<code>30</code>", "<code>31</code>");
        Files.writeString(copy.resolve("summons2.xml"), other);

        assertThat(Kit.problems(copy)).extracting(Problem::code).containsExactly("written-twice");
        Files.writeString(copy.resolve("summons2.xml"), other.replace("f:set=", "f:direction=\"read\" f:set="));
        assertThat(Kit.load(copy).reads()).containsExactly("decision-issued", "hearing-summoned");
    }

    @Test
    void findsAllMistakesAtOnce() {
        Path copy = Kit.changed(
                Kit.FOLDER.resolve("decisions"), folder, "decision.xml", "{message.mark?}", "{message.marc?}");
        Path twice = Kit.changed(copy, folder.resolve("again"), "action.codes", "S;retract", "C;retract");

        assertThat(Kit.problems(twice)).extracting(Problem::code).contains("unknown-field", "code-twice");
    }

    @Test
    void suggestsTheNameThatWasMeant() {
        Path copy = Kit.changed(
                Kit.FOLDER.resolve("decisions"), folder, "decision.xml", "{message.mark?}", "{message.marc?}");

        assertThat(Kit.problems(copy).getFirst().remedy()).isEqualTo("Did you mean message.mark?");
    }

    @Test
    void printsTheLossToPaste() {
        Path copy = Kit.changed(Kit.FOLDER.resolve("decisions"), folder, "transform.yaml", "message.test, ", "");

        assertThat(Kit.problems(copy).getFirst().expected())
                .isEqualTo("loses: [message.test, source.name, target.name, refers.message, case.lodgedOn, office]");
    }

    @Test
    void wantsATransformYaml() throws IOException {
        assertThat(Kit.problems(folder)).extracting(Problem::code).containsExactly("manifest-missing");
        assertThat(Kit.problems(folder.resolve("missing")))
                .extracting(Problem::code)
                .containsExactly("manifest-missing");
        Files.writeString(folder.resolve("transform.yaml"), "- engine");
        assertThat(Kit.mistakes(folder)).containsExactly("manifest-broken transform.yaml:1");
        Files.writeString(folder.resolve("transform.yaml"), "title: x");
        assertThat(Kit.problems(folder)).extracting(Problem::found).containsExactly("no engine", "no version");
    }

    @Test
    void changesItsVersionWithItsContentAndNotWithItsProse() throws IOException {
        Path copy = Kit.copied(Kit.FOLDER.resolve("decisions"), folder);
        String before = Kit.load(copy).version();
        Files.writeString(copy.resolve("README.md"), "prose");
        assertThat(Kit.load(copy).version()).isEqualTo(before).matches("3\\+[0-9a-f]{8}");
        Files.writeString(
                copy.resolve("action.codes"),
                Files.readString(copy.resolve("action.codes")).replace("withdrawn", "taken back"));
        assertThat(Kit.load(copy).version()).isNotEqualTo(before).startsWith("3+");
    }

    private void xml(String template) throws IOException {
        Files.writeString(folder.resolve("transform.yaml"), "engine: xml\nversion: '1'\n");
        Files.writeString(folder.resolve("t.xml"), template);
    }
}
