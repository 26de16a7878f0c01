package org.florahub.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Writes and reads the flat form of a statement ([org.florahub.event.Statement#flatten]) as one JSON object of
/// strings.
public final class FlatJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, String>> FLAT = new TypeReference<>() {};

    private FlatJson() {}

    public static byte[] bytes(Map<String, String> flat) {
        return MAPPER.writeValueAsBytes(flat);
    }

    public static String text(Map<String, String> flat) {
        return MAPPER.writeValueAsString(flat);
    }

    public static Map<String, String> read(byte[] json) {
        return MAPPER.readValue(json, FLAT);
    }

    public static Map<String, String> read(String json) {
        return MAPPER.readValue(json, FLAT);
    }
}
