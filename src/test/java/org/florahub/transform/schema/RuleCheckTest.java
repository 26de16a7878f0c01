package org.florahub.transform.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.event.Problem;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.source.BrokenTransformException;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules that an operator puts beside the schema of a format: no program is built for them.
class RuleCheckTest {

    private static final String RULES = """
            <sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
              <sch:ns prefix="s" uri="urn:florahub:status:1"/>
              <sch:ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
              <sch:pattern>
                <sch:rule context="s:status[s:schluessel = 'hearing-summoned']">
                  <sch:let name="sent" value="xs:date(substring(/*/s:nachrichtenkopf/s:erstellungszeitpunkt, 1, 10))"/>
                  <sch:assert test="xs:date(s:angaben/s:termin/s:datum) gt $sent">
                    Der Termin liegt <sch:emph>nach</sch:emph> der Nachricht.
                  </sch:assert>
                  <sch:assert test="s:angaben/s:aussenstelle = ('DRE', 'LEJ')">Die Außenstelle
                    <sch:value-of select="s:angaben/s:aussenstelle"/> ist nicht zuständig.</sch:assert>
                  <sch:report test="not(s:person/s:familienname)" role="warning">Der Name fehlt.</sch:report>
                </sch:rule>
              </sch:pattern>
            </sch:schema>
            """;

    private static final String MESSAGE = """
            <statusMeldung xmlns="urn:florahub:status:1" fassung="1.0">
              <nachrichtenkopf>
                <nachrichtenId>m-1</nachrichtenId>
                <erstellungszeitpunkt>2026-10-05T08:00:00+02:00</erstellungszeitpunkt>
                <autor><kennung>dbs:000001</kennung></autor>
              </nachrichtenkopf>
              <status>
                <schluessel>hearing-summoned</schluessel>
                <zeitpunkt><datum>2026-10-05</datum></zeitpunkt>
                <person><azrNummer>910005000041</azrNummer></person>
                <angaben><termin><datum>2026-10-20</datum></termin><aussenstelle>DRE</aussenstelle></angaben>
              </status>
            </statusMeldung>
            """;

    @TempDir
    Path folders;

    private Path folder = Path.of("");

    @BeforeEach
    void dropTheRulesIntoTheFolder() throws IOException {
        folder = Kit.copied(Path.of("transforms/status-1-xml"), folders);
        Files.writeString(folder.resolve("schema/termine.sch"), RULES);
    }

    private Collected read(String message) {
        return Collected.read(Kit.load(folder), message.getBytes(UTF_8), Given.NOTHING);
    }

    @Test
    void takesAMessageThatKeepsTheRules() {
        Collected read = read(MESSAGE);

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements()).hasSize(1);
    }

    @Test
    void saysWithPlaceWhatARuleDemands() {
        assertThat(read(MESSAGE.replace("2026-10-20", "2026-10-05")).problems())
                .singleElement()
                .hasToString("X001 sample:7 /statusMeldung/status: found content that breaks a rule, expected"
                        + " 'Der Termin liegt nach der Nachricht.'. See termine.sch:7.");
    }

    @Test
    void quotesNoValueEvenIfTheRuleDoes() {
        Collected read = read(MESSAGE.replace("DRE", "Geheim"));

        assertThat(read.statements()).isEmpty();
        assertThat(read.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).isEqualTo("what the rule demands"))
                .asString()
                .doesNotContain("Geheim")
                .endsWith("See termine.sch:10.");
    }

    @Test
    void countsAWarningAndTakesTheMessage() {
        assertThat(read(MESSAGE).reading().unmapped()).containsOnlyKeys("/statusMeldung/status: Der Name fehlt.");
    }

    @Test
    void judgesOnlyWhatTheSchemaAccepts() {
        assertThat(read(MESSAGE.replace("2026-10-20", "morgen")).problems())
                .extracting(Problem::found)
                .doesNotContain("content that breaks a rule", "content on which a rule cannot be tried");
    }

    @Test
    void refusesADocumentTooLongForATree() {
        String filler = "<!--" + "x".repeat(XmlTree.CHARACTERS_MAX) + "-->";
        assertThat(read(MESSAGE.replace("<status>", filler + "<status>")).places())
                .containsExactly("S999 7 null");
    }

    @Test
    void stopsRulesThatADocumentMakesEndless() throws IOException {
        String everything =
                "<sch:rule context='*'><sch:assert test='count(//*) gt 0'>x</sch:assert></sch:rule></sch:pattern>";
        Files.writeString(
                folder.resolve("schema/termine.sch"), RULES.replaceFirst("(?s)<sch:rule.*</sch:pattern>", everything));
        String status = MESSAGE.substring(MESSAGE.indexOf("<status>"), MESSAGE.indexOf("</statusMeldung>"))
                .replaceAll("\\s+", "");

        Collected read = read(MESSAGE.replace("</statusMeldung>", status.repeat(6_000) + "</statusMeldung>"));

        assertThat(read.reading().problems())
                .singleElement()
                .hasToString(
                        "S999 sample: found a document that takes the rules longer than 5 seconds, expected a shorter"
                                + " one. Spread it over several messages. See termine.sch.");
    }

    @Test
    void changesTheVersionOfTheTransform() throws IOException {
        String before = Kit.load(folder).version();
        Files.writeString(folder.resolve("schema/termine.sch"), RULES.replace("LEJ", "LEI"));

        assertThat(Kit.load(folder).version()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            </sch:pattern>                | </sch:patern>                                                | 14
            <sch:pattern>                 | <sch:include href="file:///etc/passwd"/><sch:pattern>        | 4
            <sch:schema                   | <!DOCTYPE x><sch:schema                                      | 1
            s:angaben/s:aussenstelle =    | s:angaben/s:aussenstelle ==                                  | 0
            ('DRE', 'LEJ')                | unparsed-text('file:///etc/passwd')[                         | 0
            ('DRE', 'LEJ')                | Q{java:java.lang.System}getProperty('user.home')             | 0
            """)
    void namesTheMistakesOfRules(String from, String to, int line) throws IOException {
        assertThat(RULES).contains(from);
        Files.writeString(folder.resolve("schema/termine.sch"), RULES.replace(from, to));
        var broken = catchThrowableOfType(BrokenTransformException.class, () -> Transform.load(folder));

        assertThat(broken.problems()).extracting(Problem::code).containsOnly("schema-broken");
        assertThat(broken.problems().getFirst().file()).endsWith("status-1-xml/schema/termine.sch");
        if (line > 0) {
            assertThat(broken.problems()).extracting(Problem::line).contains(line);
        }
    }

    @Test
    void letsNoRuleReadAnythingElse() throws IOException {
        Files.writeString(
                folder.resolve("schema/termine.sch"),
                RULES.replace("('DRE', 'LEJ')", "unparsed-text('file:///etc/hostname')"));

        assertThat(read(MESSAGE).problems())
                .singleElement()
                .hasToString("X001 sample: found content on which a rule cannot be tried, expected content of the shape"
                        + " that the rules expect. See termine.sch.");
    }
}
