package org.florahub.transform.bound;

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
import org.florahub.transform.schema.XsltDeadline;
import org.florahub.transform.source.BrokenTransformException;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Stylesheets as the way out: they can shape everything and reach nothing.
class XsltTest {

    private static final Path FOLDER = Path.of("transforms/leistung-xslt");
    private static final String DOCUMENT = """
            <bescheidliste xmlns="urn:example:leistung:1" nummer="L-1" stand="2026-10-09T07:00:00Z" absender="dbs:000001">
              <bescheid azr="910005000041" name="Muster" gemeldet="2026-10-08" merkmale="zugestellt:2026-10-08"/>
            </bescheidliste>
            """;

    @TempDir
    Path folders;

    private Path changed(String file, String from, String to) {
        return Kit.changed(FOLDER, folders, file, from, to);
    }

    private static Collected read(Path folder) {
        return Collected.read(Kit.load(folder), DOCUMENT.getBytes(UTF_8), Given.NOTHING);
    }

    private static BrokenTransformException mistakes(Path folder) {
        return catchThrowableOfType(BrokenTransformException.class, () -> Transform.load(folder));
    }

    @Test
    void measuresWhatThePairCarries() {
        Transform transform = Kit.load(FOLDER);

        assertThat(transform.reads()).containsExactly("decision-issued", "decision-served");
        assertThat(transform.writes()).isEqualTo(transform.reads());
        assertThat(transform.groups()).isTrue();
        assertThat(Kit.shapes(transform).getFirst().kindsWritten()).containsExactly("report");
    }

    @Test
    void namesAFieldThatOneStylesheetForgets() {
        Path folder = changed("write.xsl", "<xsl:attribute name=\"name\" select=\".\"/>", "");

        assertThat(mistakes(folder).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).contains("person.familyName"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            read.xsl  | </xsl:stylesheet>          | </xsl:styleshet>                               | 53
            read.xsl  | {@nummer}                  | {@nummer)}                                     | 10
            write.xsl | "{nachrichtenkopf/nachrichtenId}" | "{Q{java:java.lang.System}exit(0)}"     | 11
            write.xsl | <xsl:output                | <xsl:include href="file:///etc/passwd"/><xsl:output | 7
            write.xsl | <bescheidliste             | <xsl:result-document href="/tmp/x"/><bescheidliste | 10
            """)
    void namesTheMistakesOfAStylesheetByLine(String file, String from, String to, int line) {
        assertThat(mistakes(changed(file, from, to)).problems())
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("stylesheet-broken"))
                .allSatisfy(problem -> assertThat(problem.file()).isEqualTo("transforms/leistung-xslt/" + file))
                .extracting(Problem::line)
                .contains(line);
    }

    @Test
    void demandsBothStylesheets() throws IOException {
        Path folder = Kit.copied(FOLDER, folders);
        Files.delete(folder.resolve("write.xsl"));

        assertThat(mistakes(folder).problems()).extracting(Problem::code).containsExactly("no-template");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc('file:///etc/hostname')",
                "unparsed-text('file:///etc/hostname')",
                "uri-collection('file:///etc')",
                "error((), string(@name))",
                "transform(map{'stylesheet-location': 'file:///etc/hostname', 'source-node': .})?output",
            })
    void letsNoStylesheetReachAnything(String expression) {
        // only where a name is given that no probe has, so that the folder loads
        Path folder = changed(
                "read.xsl",
                "<familienname>{@name}</familienname>",
                "<familienname>{if (@name = 'Muster') then %s else @name}</familienname>".formatted(expression));

        assertThat(read(folder).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.found()).isEqualTo("a document that cannot be translated");
            assertThat(problem.remedy()).startsWith("See read.xsl");
            assertThat(problem.toString()).doesNotContain("Muster");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment-variable('PATH')",
                "string-join(available-environment-variables())",
                "system-property('user.home')",
                "system-property('java.class.path')",
            })
    void showsNoStylesheetWhereItRuns(String expression) {
        Path folder = changed(
                "read.xsl",
                "<familienname>{@name}</familienname>",
                "<familienname>{if (@name = 'Muster') then '[' || %s || ']' else @name}</familienname>"
                        .formatted(expression));

        assertThat(read(folder).statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.flatten()).containsEntry("person.familyName", "[]"));
    }

    @Test
    void stopsOutputThatDoesNotEnd() {
        Path folder = changed(
                "read.xsl",
                "<familienname>{@name}</familienname>",
                "<familienname>{if (@name = 'Muster') then (1 to 2000000) else @name}</familienname>");

        assertThat(read(folder).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).isEqualTo("a document that cannot be translated"));
    }

    @Test
    void stopsAStylesheetThatDoesNotEnd() {
        Path folder = changed("read.xsl", "<zeitpunkt>", """
                <xsl:if test="@name = 'Muster'">
                  <xsl:iterate select="1 to 2000000000"><xsl:if test=". lt 0"><xsl:sequence select="."/></xsl:if></xsl:iterate>
                </xsl:if><zeitpunkt>""");

        assertThat(read(folder).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy())
                        .isEqualTo(
                                "See read.xsl, which takes longer than %d seconds.".formatted(XsltDeadline.SECONDS)));
    }

    @Test
    void givesAStylesheetWhatTheAdapterSupplies() {
        Path folder = changed(
                "read.xsl",
                "<xsl:template match=\"/l:",
                "<xsl:param name=\"source.name\"/>\n<xsl:template match=\"/l:");
        folder = Kit.changed(
                folder, folders.resolve("again"), "read.xsl", "</kennung>", "</kennung><name>{$source.name}</name>");
        folder = Kit.changed(
                folder,
                folders.resolve("third"),
                "transform.yaml",
                "engine: xslt",
                "engine: xslt\ngiven: [source.name]");
        folder = Kit.changed(folder, folders.resolve("fourth"), "transform.yaml", "source.name, target,", "target,");

        assertThat(Collected.read(Kit.load(folder), DOCUMENT.getBytes(UTF_8), Kit.SOURCE)
                        .statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.flatten()).containsEntry("source.name", "Example"));
    }
}
