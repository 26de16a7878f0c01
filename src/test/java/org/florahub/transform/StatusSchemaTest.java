package org.florahub.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.Statement;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The open status schema says what the catalogue says, its page says what the schema says, and its examples run. A
/// stale file fails; the right one then lies in `target/docs`.
class StatusSchemaTest {

    private static final Path TRANSFORMS = Path.of("transforms");
    private static final Path SCHEMA = TRANSFORMS.resolve(Path.of("status-1-xml", "schema", "status-1.xsd"));
    private static final Path PAGE = Path.of("docs", "reference", "status-schema.md");
    private static final Transform XML = Kit.load(TRANSFORMS.resolve("status-1-xml"));
    private static final Transform JSON = Kit.load(TRANSFORMS.resolve("status-1-json"));
    private static final Path JSON_SCHEMA =
            TRANSFORMS.resolve(Path.of("status-1-json", "schema", "status-1.schema.json"));
    private static final Transform CSV = Kit.load(TRANSFORMS.resolve("status-1-csv"));

    private static final Map<Kind, String> GERMAN_KINDS =
            Map.of(Kind.REPORT, "Meldung", Kind.CORRECT, "Korrektur", Kind.RETRACT, "Storno");
    private static final Map<Field, String> TYPES = Map.of(
            Field.APPLICATION_KIND, "Antragsart",
            Field.PROCEDURE_KIND, "Verfahrensart",
            Field.OUTCOME, "Ergebnis",
            Field.SERVICE_METHOD, "Zustellart",
            Field.APPEAL_KIND, "Rechtsbehelf",
            Field.END_REASON, "Einstellungsgrund");

    @Test
    void theSchemaHasEveryStatusAndEveryValue() throws IOException {
        assertThat(TYPES.keySet()).isEqualTo(ValueCatalogue.standard().fields());
        var statuses = new LinkedHashMap<String, String>();
        StatusCatalogue.standard().all().forEach(status -> statuses.put(status.key(), status.german()));
        var kinds = new LinkedHashMap<String, String>();
        Arrays.stream(Kind.values()).forEach(kind -> kinds.put(kind.key(), GERMAN_KINDS.getOrDefault(kind, "")));
        var types = new StringBuilder(type("Statusschluessel", statuses)).append(type("Aktion", kinds));
        for (Field field : ValueCatalogue.standard().fields()) {
            var values = new LinkedHashMap<String, String>();
            ValueCatalogue.standard().of(field).forEach(meaning -> values.put(meaning.value(), meaning.german()));
            types.append(type(TYPES.getOrDefault(field, ""), values));
        }
        compare(SCHEMA, "values", types.toString());
    }

    @Test
    void theJsonSchemaHasEveryStatusAndEveryValue() throws IOException {
        JsonNode types = JsonMapper.shared().readTree(JSON_SCHEMA).get("$defs");
        assertThat(texts(types.get("Statusschluessel")))
                .containsExactlyElementsOf(StatusCatalogue.standard().all().stream()
                        .map(Status::key)
                        .toList());
        assertThat(texts(types.get("Aktion")))
                .containsExactlyElementsOf(
                        Arrays.stream(Kind.values()).map(Kind::key).toList());
        TYPES.forEach((field, type) -> assertThat(texts(types.get(type)))
                .containsExactlyElementsOf(ValueCatalogue.standard().of(field).stream()
                        .map(ValueCatalogue.Meaning::value)
                        .toList()));
    }

    private static List<String> texts(JsonNode type) {
        var texts = new ArrayList<String>();
        type.get("enum").forEach(text -> texts.add(text.asString()));
        return texts;
    }

    @Test
    void theJsonSchemaAcceptsWhatTheEngineWritesAndRefusesWhatItRefuses() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(JSON_SCHEMA), InputFormat.JSON);
        var generator = new StatementGenerator(JSON, 20261123);
        for (int i = 0; i < 100; i++) {
            StatementGenerator.Sample sample = generator.next();
            String document = Kit.written(JSON, List.of(sample.statement()), sample.given());
            assertThat(schema.validate(document, InputFormat.JSON)).as(document).isEmpty();
        }
        String good = example("json", 0);
        assertThat(schema.validate(good, InputFormat.JSON)).isEmpty();
        for (String wrong : List.of("hearing-planned", "2026-13-45T")) {
            assertThat(schema.validate(good.replace("hearing-summoned", wrong), InputFormat.JSON))
                    .isNotEmpty();
        }
        assertThat(schema.validate(good.replace("status:1", "status:2"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema.validate(good.replace("nachrichtenId", "id"), InputFormat.JSON))
                .isNotEmpty();
    }

    private static String type(String name, Map<String, String> values) {
        var type = new StringBuilder("""
                  <xs:simpleType name="%s">
                    <xs:restriction base="xs:token">
                """.formatted(name));
        values.forEach(
                (value, german) -> type.append("""
                <xs:enumeration value="%s">
                  <xs:annotation><xs:documentation xml:lang="de">%s</xs:documentation></xs:annotation>
                </xs:enumeration>
                """.formatted(value, german).indent(6)));
        return type.append("    </xs:restriction>\n  </xs:simpleType>\n").toString();
    }

    @Test
    void thePageNamesEveryElementAndColumn() throws IOException {
        Shape xml = XML.shapes().getFirst();
        Shape json = JSON.shapes().getFirst();
        Shape csv = CSV.shapes().getFirst();
        var rows = new StringBuilder("| Field | XML, JSON | CSV |\n|---|---|---|\n");
        for (Shape.Bound bound : xml.slots()) {
            Field field = bound.slot().converter().fields().getFirst();
            assertThat(json.where(field).replaceAll("\\[[^]]*]|\\*", ""))
                    .endsWith(bound.where().substring("/statusMeldung/".length()));
            String element = "`%s`".formatted(bound.where().substring("/statusMeldung/".length()));
            rows.append("| `%s` | %s | `%s` |%n"
                    .formatted(
                            field.path(), bound.slot().optional() ? element : "**" + element + "**", csv.where(field)));
        }
        assertThat(xml.slots()).hasSize(Field.values().length);
        compare(PAGE, "elements", rows.toString());
    }

    @Test
    void theExamplesSayTheSameInEverySpelling() throws IOException {
        List<Statement> statements = read(XML, example("xml", 0));

        assertThat(statements).hasSize(2);
        assertThat(read(CSV, example("csv", 0))).isEqualTo(statements);
        assertThat(read(JSON, example("json", 0))).isEqualTo(statements);
        assertThat(Kit.written(XML, statements, Given.NOTHING)).isEqualTo(example("xml", 0));
        assertThat(Kit.written(JSON, statements, Given.NOTHING)).isEqualTo(example("json", 0));
        assertThat(read(CSV, example("csv", 1))).extracting(Statement::kind).containsExactly(Kind.REPORT, Kind.REPORT);
    }

    @Test
    void carriesWhatIsWrittenInOneSpellingInEveryOther() {
        var generator = new StatementGenerator(XML, 20261123);
        for (int i = 0; i < 200; i++) {
            StatementGenerator.Sample sample = generator.next();
            List<Statement> statement = List.of(sample.statement());
            List<Statement> carried = statement;
            for (Transform spelling : List.of(XML, JSON, CSV)) {
                carried = read(spelling, Kit.written(spelling, carried, sample.given()));
            }
            assertThat(carried).isEqualTo(statement);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.7, ''", "2.0, V000 2 /statusMeldung/@fassung"})
    void readsLaterMinorVersionsAndNoOtherMajor(String version, String place) throws IOException {
        String message = example("xml", 0).replace("fassung=\"1.0\"", "fassung=\"%s\"".formatted(version));

        assertThat(Collected.read(XML, message.getBytes(UTF_8), Given.NOTHING).places())
                .isEqualTo(place.isEmpty() ? List.of() : List.of(place));
    }

    private static List<Statement> read(Transform transform, String document) {
        Collected read = Collected.read(transform, document.getBytes(UTF_8), Given.NOTHING);
        assertThat(read.problems()).as(document).isEmpty();
        assertThat(read.reading().unmapped()).as(document).isEmpty();
        return read.statements();
    }

    private static String example(String language, int index) throws IOException {
        var blocks = new ArrayList<String>();
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(PAGE))
                .results()
                .forEach(block -> blocks.add(block.group(1)));
        return blocks.get(index);
    }

    private static void compare(Path file, String mark, String generated) throws IOException {
        String now = Files.readString(file);
        int from = now.indexOf("-->\n", now.indexOf("<!-- %s: generated".formatted(mark))) + "-->\n".length();
        int to = now.lastIndexOf('\n', now.indexOf("<!-- /%s -->".formatted(mark))) + 1;
        String right = now.substring(0, from) + generated + now.substring(to);
        Path copy = Files.createDirectories(Path.of("target", "docs")).resolve(file.getFileName());
        Files.writeString(copy, right);
        assertThat(now).as("%s is stale: copy %s over it", file, copy).isEqualTo(right);
    }
}
