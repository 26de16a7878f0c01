package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.florahub.adapter.AdapterSchema;
import org.florahub.transform.TransformSchema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/// The schemas that editors use say what the program says. A stale one fails; the right one then lies in
/// `target/docs`.
class SchemaReferenceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void theSchemaOfAdaptersIsNotStale() throws IOException {
        isNotStale("adapter.schema.json", AdapterSchema.json());
    }

    @Test
    void theSchemaOfTransformsIsNotStale() throws IOException {
        isNotStale("transform.schema.json", TransformSchema.json());
    }

    @TestFactory
    Stream<DynamicTest> everyShippedFileFitsItsSchema() {
        return Stream.concat(
                each("adapters", "adapter.yaml", AdapterSchema.json()),
                each("transforms", "transform.yaml", TransformSchema.json()));
    }

    @Test
    void anEditorSeesWhatTheHubWouldRefuse() {
        String good = Catalogue.ADAPTERS.all().isEmpty() ? "" : """
                {"adapter": "a", "name": "A", "authority": "ane:010010",
                 "channels": {"in": [{"type": "file", "transform": "t"}]}}""";

        assertThat(schema(AdapterSchema.json()).validate(good, InputFormat.JSON))
                .isEmpty();
        for (String mistake : new String[] {
            good.replace("\"type\": \"file\"", "\"type\": \"fax\""),
            good.replace("\"transform\": \"t\"", "\"transform\": \"t\", \"endpoint\": \"x\""),
            good.replace("\"name\"", "\"nmae\""),
            good.replace("ane:010010", "010010"),
        }) {
            assertThat(schema(AdapterSchema.json()).validate(mistake, InputFormat.JSON))
                    .as(mistake)
                    .isNotEmpty();
        }
    }

    private static void isNotStale(String name, String right) throws IOException {
        Path page = Path.of("docs", "reference", name);
        Files.writeString(Files.createDirectories(Path.of("target", "docs")).resolve(name), right);

        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("%s is stale: copy target/docs/%s over it", page, name)
                .isEqualTo(right);
    }

    private static Stream<DynamicTest> each(String root, String file, String schema) {
        return Catalogue.files(Path.of(root)).stream()
                .map(folder -> folder.resolve(file))
                .filter(Files::exists)
                .map(path -> dynamicTest(
                        path.toString(),
                        () -> assertThat(schema(schema).validate(json(path), InputFormat.JSON))
                                .isEmpty()));
    }

    private static String json(Path yaml) throws IOException {
        Object tree = new Yaml().load(Files.readString(yaml));
        return JSON.writeValueAsString(tree);
    }

    private static Schema schema(String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json);
    }
}
