package org.florahub.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON documents: the first list of objects holds the events.
final class JsonDraft {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Guesses guesses;
    private final List<Column> columns = new ArrayList<>();
    private final List<Runnable> fill = new ArrayList<>();
    private @Nullable Map<String, Object> record;
    private List<Guess> slots = List.of();

    JsonDraft(String folder) {
        this.guesses = new Guesses(folder);
    }

    Draft of(List<SampleFile> samples) {
        List<JsonNode> roots = samples.stream().map(JsonDraft::parse).toList();
        Object template = part(roots, "", "");
        slots = guesses.of(columns);
        fill.forEach(Runnable::run);
        if (!guesses.has(Field.STATUS)) {
            directive(template, "f:set", "status=" + Scaffold.OPEN);
        }
        var files = new LinkedHashMap<String, String>();
        files.put("message.json", JSON.writeValueAsString(template) + "\n");
        guesses.codes().forEach(list -> files.put(list.name() + ".codes", list.text()));
        return new Draft("json", "json", files, guesses.given(), slots);
    }

    private static JsonNode parse(SampleFile sample) {
        try {
            return JSON.readTree(sample.text());
        } catch (JacksonException _) {
            throw new KitException("%s: found no well-formed JSON, expected it. Take a sample that is."
                    .formatted(sample.path().getFileName()));
        }
    }

    private void directive(Object template, String name, String value) {
        if (template instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked") // built here, with text as keys
            var root = (Map<String, Object>) template;
            root.put(name, value);
        } else if (record != null) {
            record.put(name, value);
        }
    }

    /// What all nodes at one place have in common.
    private Object part(List<JsonNode> nodes, String path, String name) {
        if (nodes.stream().anyMatch(JsonNode::isObject)) {
            return object(nodes, path, new LinkedHashMap<>());
        }
        List<JsonNode> items = nodes.stream()
                .filter(JsonNode::isArray)
                .flatMap(node -> node.valueStream())
                .toList();
        if (!items.isEmpty() && items.stream().anyMatch(JsonNode::isObject) && record == null) {
            Map<String, Object> events = new LinkedHashMap<>();
            record = events;
            events.put("f:each", "events");
            return List.of(object(items, path + "[]", events));
        }
        return nodes.stream().anyMatch(JsonNode::isArray) ? "{}" : value(nodes, path, name);
    }

    private Map<String, Object> object(List<JsonNode> nodes, String path, Map<String, Object> object) {
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> names.addAll(node.propertyNames()));
        for (String name : names) {
            List<JsonNode> there = nodes.stream().map(node -> node.path(name)).toList();
            int column = columns.size();
            object.put(name, part(there, path + "/" + name, name));
            if (columns.size() == column + 1 && object.get(name) instanceof String) {
                fill.add(() -> object.put(name, slots.get(column).slot()));
            }
        }
        return object;
    }

    /// A slot to be filled later, or the constant that tells versions of a format apart.
    private Object value(List<JsonNode> nodes, String path, String name) {
        JsonNode first = nodes.getFirst();
        if (name.toLowerCase(Locale.ROOT).contains("version") && nodes.stream().allMatch(first::equals)) {
            return first.isIntegralNumber() ? first.asLong() : first.asString("");
        }
        columns.add(new Column(
                path,
                name,
                nodes.stream()
                        .map(node -> node.isValueNode() && !node.isNull() ? node.asString("") : "")
                        .toList()));
        return "{}";
    }
}
