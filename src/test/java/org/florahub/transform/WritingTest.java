package org.florahub.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {

    private static final List<Statement> GROUP = Kit.decision(Kit.DECISION).statements();
    private static final Statement FIRST = GROUP.getFirst();

    private static Statement with(Field field, String value) {
        return FIRST.toBuilder().set(field, value).build();
    }

    private static List<String> reasons(Statement statement, Given given) {
        return Kit.DECISIONS.refusals(statement, given).stream()
                .map(problem -> problem.code() + " " + problem.field())
                .toList();
    }

    @Test
    void writesTheDocumentThatTheTemplateShows() {
        assertThat(Kit.written(Kit.DECISIONS, GROUP, Kit.GEAS)).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <k:message xmlns:k="urn:example:kit:3" version="3" product="kit">
                  <head>
                  <id>c7a3</id>
                  <created>2026-10-01T10:00:00Z</created>
                  <to>dvdv:ane:140010</to>
                  <from>000001</from>
                </head>
                  <k:type><code>20</code></k:type>
                  <k:case number="9900004-31"></k:case>
                  <k:persons>
                    <k:person>
                      <k:number kind="AZR">910005000041</k:number>
                      <k:number kind="AKN">K 3000457</k:number>
                      <k:name>Muster &amp; Söhne</k:name>
                      <k:birth><k:date>31.12.1990</k:date><k:state listURI="urn:example:kit:state" listVersionID="1"><code>998</code></k:state></k:birth>
                      <k:outcome listURI="urn:example:kit:outcome" listVersionID="2"><code>06</code></k:outcome>
                    </k:person>
                    <k:person>
                      <k:number kind="AZR">910005000042</k:number>
                      <k:outcome listURI="urn:example:kit:outcome" listVersionID="2"><code>05</code></k:outcome>
                    </k:person>
                  </k:persons>
                  <k:decided>2026-09-30</k:decided>
                  <k:when>2026-09-30</k:when>
                  <k:action>N</k:action>
                  <k:copy>9900004-31</k:copy>
                </k:message>
                """);
    }

    @Test
    void escapesWhatXmlWouldUnderstandOtherwise() {
        Statement hostile = FIRST.toBuilder()
                .set(Field.PERSON_FAMILY_NAME, "<a> & ]]> \"'")
                .set(Field.PERSON_GIVEN_NAME, "\uD83D\uDE00\u00E9")
                .build();
        String document = Kit.written(Kit.DECISIONS, List.of(hostile), Kit.GEAS);

        assertThat(document)
                .contains("<k:name>&lt;a&gt; &amp; ]]&gt; \"'</k:name>", "<k:given>\uD83D\uDE00é</k:given>");
        assertThat(Kit.decision(document).statements()).containsExactly(hostile);
    }

    @Test
    void replacesWhatXmlCannotCarryAndSaysSo() throws IOException {
        var out = new ByteArrayOutputStream();
        Written written = Kit.DECISIONS.write(List.of(with(Field.PERSON_GIVEN_NAME, "a\uFFFEb\uD800")), Kit.GEAS, out);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("<k:given>a\uFFFDb\uFFFD</k:given>");
        assertThat(written.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.field()).isEqualTo(Field.PERSON_GIVEN_NAME);
            assertThat(loss.kind()).isEqualTo(Loss.Kind.CHARACTERS);
        });
    }

    @Test
    void cutsTextAtItsLongestAndSaysSo() throws IOException {
        var out = new ByteArrayOutputStream();
        Written written =
                Kit.DECISIONS.write(List.of(with(Field.PERSON_FAMILY_NAME, "\uD83D\uDE00".repeat(41))), Kit.GEAS, out);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("<k:name>" + "\uD83D\uDE00".repeat(40) + "</k:name>");
        String cut = "\uD83D\uDE00".repeat(40);
        assertThat(written.losses())
                .containsExactly(new Loss(
                        0,
                        Field.PERSON_FAMILY_NAME,
                        Loss.Kind.SHORTENED,
                        "/message/persons/person/name",
                        "\uD83D\uDE00".repeat(41),
                        cut));
    }

    @Test
    void letsWhatIsGivenWinOverTheStatement() {
        Given given = new Given(Map.of(Field.MESSAGE_ID, "d-1", Field.TARGET, "azr:999001"), Regime.GEAS, null);

        assertThat(Kit.written(Kit.DECISIONS, GROUP, given)).contains("<id>d-1</id>", "<to>dvdv:azr:999001</to>");
    }

    @Test
    void refusesARegimeDependentCodeForAnUnknownRegime() {
        assertThat(Kit.DECISIONS.regimeDependent()).isTrue();
        assertThat(reasons(FIRST, Kit.GEAS)).isEmpty();
        assertThat(reasons(FIRST, Given.NOTHING)).containsExactly("regime-unknown regime");
        assertThat(reasons(FIRST, Given.NOTHING.under(Regime.OLD))).containsExactly("regime-differs regime");
    }

    @Test
    void refusesWhatItHasNoPlaceFor() {
        assertThat(reasons(with(Field.STATUS, "departed"), Kit.GEAS)).containsExactly("cannot-write-status status");
        assertThat(reasons(with(Field.OUTCOME, "inadmissible-geas-6"), Kit.GEAS))
                .containsExactly("cannot-carry /message/persons/person/outcome/code");
        assertThat(reasons(FIRST.toBuilder().clear(Field.CASE_BAMF_FILE_NUMBER).build(), Kit.GEAS))
                .contains("field-missing /message/case/@number");
        assertThat(reasons(with(Field.SOURCE, "ane:140010"), Kit.GEAS))
                .containsExactly("cannot-carry /message/head/from");
    }

    @Test
    void refusesACodeThatIsNotValidWhenTheMessageIsSent() {
        Given later = new Given(Map.of(Field.MESSAGE_SENT_AT, "2028-01-01T00:00:00Z"), Regime.GEAS, null);

        assertThat(reasons(GROUP.get(1), later)).containsExactly("cannot-carry /message/persons/person/outcome/code");
        assertThat(reasons(FIRST, later)).isEmpty();
    }

    @Test
    void refusesACorrectionInAFormatThatCanOnlyReport() {
        Statement summons = Statement.builder()
                .set(Field.STATUS, "hearing-summoned")
                .set(Field.KIND, "correct")
                .build();

        assertThat(reasons(summons, Kit.GEAS)).containsExactly("cannot-write-kind kind");
    }

    @Test
    void refusesAValueOtherThanTheMessageTypeImplies(@TempDir Path folder) {
        Transform real = Kit.load(Kit.changed(
                Kit.FOLDER.resolve("decisions"), folder, "summons.xml", "f:set=\"", "f:set=\"message.test=false "));
        Statement test = Statement.builder()
                .set(Field.STATUS, "hearing-summoned")
                .set(Field.MESSAGE_TEST, "true")
                .build();

        assertThat(real.refusals(test, Given.NOTHING))
                .extracting(Problem::code, Problem::field)
                .containsExactly(tuple("cannot-write-value", "message.test"));
    }

    @Test
    void givesTheReasonOfTheTemplateThatComesNearest() {
        Transform many = Kit.load(Path.of("transforms/xauslaender"));

        assertThat(many.refusals(FIRST, Given.NOTHING))
                .extracting(Problem::code)
                .containsExactly("regime-unknown");
    }

    @Test
    void refusesADateWhereAFormatWouldInventMidnight() {
        Statement summons = Statement.builder()
                .set(Field.STATUS, "hearing-summoned")
                .set(Field.MESSAGE_ID, "1")
                .set(Field.MESSAGE_SENT_AT, "2026-10-01T10:00:00Z")
                .set(Field.SOURCE, "dbs:000001")
                .set(Field.CASE_BAMF_FILE_NUMBER, "9900004-31")
                .set(Field.APPOINTMENT_DATE, "2026-11-01")
                .set(Field.OCCURRED_DATE, "2026-10-01")
                .build();

        assertThat(reasons(summons, Given.NOTHING)).containsExactly("cannot-carry /message/when");
        Statement precise = summons.toBuilder()
                .set(Field.OCCURRED_TIME, "10:00:00")
                .set(Field.OCCURRED_ZONE, "Z")
                .build();
        assertThat(reasons(precise, Given.NOTHING)).isEmpty();
        assertThat(Kit.written(Kit.DECISIONS, List.of(precise), Given.NOTHING))
                .contains("<k:appointment date=\"20261101\"></k:appointment>", "<k:when>2026-10-01T10:00:00Z</k:when>");
    }

    @Test
    void putsStatementsTogetherThatShareWhatStandsOutside() {
        Statement second = GROUP.get(1);

        assertThat(Kit.DECISIONS.sameDocument(FIRST, second, Kit.GEAS)).isTrue();
        assertThat(Kit.DECISIONS.sameDocument(
                        FIRST,
                        second.toBuilder().set(Field.DECIDED_ON, "2026-09-29").build(),
                        Kit.GEAS))
                .isFalse();
        assertThat(Kit.DECISIONS.sameDocument(
                        FIRST, second.toBuilder().set(Field.MESSAGE_ID, "x").build(), Kit.GEAS))
                .isFalse();
        Given oneId = new Given(Map.of(Field.MESSAGE_ID, "d-1"), Regime.GEAS, null);
        assertThat(Kit.DECISIONS.sameDocument(
                        FIRST, second.toBuilder().set(Field.MESSAGE_ID, "x").build(), oneId))
                .isTrue();
        assertThat(Kit.DECISIONS.sameDocument(FIRST, second, Given.NOTHING)).isFalse();
    }

    @Test
    void throwsRatherThanWriteWhatItRefuses() {
        assertThatThrownBy(() -> Kit.DECISIONS.write(List.of(FIRST), Given.NOTHING, new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("regime")
                .hasMessageNotContaining("910005000041");
        assertThat(Kit.DECISIONS.refusals(FIRST, Given.NOTHING))
                .extracting(Problem::remedy)
                .doesNotContain("");
    }
}
