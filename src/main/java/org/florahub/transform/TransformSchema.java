package org.florahub.transform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.florahub.event.Field;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON schema of transform.yaml, made of the lists by which the file is checked.
public final class TransformSchema {

    private TransformSchema() {}

    /// The schema, draft 2020-12, indented.
    public static String json() {
        var keys = new LinkedHashMap<String, Object>();
        for (String key : new TreeSet<>(Manifest.KEYS)) {
            keys.put(key, key(key));
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "transform.yaml");
        schema.put("description", "One message format; see docs/reference/templates.md.");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("properties", keys);
        schema.put("required", List.of("engine"));
        schema.put("oneOf", List.of(Map.of("required", List.of("version")), Map.of("required", List.of("versions"))));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(schema)
                + "\n";
    }

    private static Map<String, Object> key(String key) {
        return switch (key) {
            case "engine" -> Map.of("enum", List.copyOf(Manifest.ENGINES));
            case "version" -> typed("string", "pattern", "^[A-Za-z0-9._-]{1,40}$");
            case "given", "loses" ->
                list(Field.IN_PATH_ORDER.stream().map(Field::path).toList());
            case "writes" ->
                list(StatusCatalogue.standard().all().stream().map(Status::key).toList());
            case "title" -> Map.of("type", "string");
            case "versions" ->
                typed("object", "description", "Several versions of the format; see docs/reference/templates.md.");
            default -> Map.of();
        };
    }

    private static Map<String, Object> typed(String type, String key, String value) {
        var typed = new LinkedHashMap<String, Object>();
        typed.put("type", type);
        typed.put(key, value);
        return typed;
    }

    private static Map<String, Object> list(List<String> values) {
        var list = new LinkedHashMap<String, Object>();
        list.put("type", "array");
        list.put("items", Map.of("enum", values));
        return list;
    }
}
