package org.florahub.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Statements as `NAME.events.json` holds them: one value per line, in the order of the paths, so that a change is
/// one line of a diff.
final class SampleJson {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SampleJson() {}

    static List<Map<String, String>> statements(byte[] json) {
        return MAPPER.readValue(json, new TypeReference<>() {});
    }

    static String write(List<Map<String, String>> statements) {
        var objects = new ArrayList<String>();
        for (Map<String, String> statement : statements) {
            var lines = new ArrayList<String>();
            new TreeMap<>(statement)
                    .forEach((path, value) -> lines.add("  %s: %s".formatted(quoted(path), quoted(value))));
            objects.add(" {\n" + String.join(",\n", lines) + "\n }");
        }
        return objects.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", objects) + "\n]\n";
    }

    private static String quoted(String text) {
        return MAPPER.writeValueAsString(text);
    }
}
