package org.florahub.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.florahub.event.Field;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON schema of adapter.yaml, made of the lists by which the file is checked: so that an editor proposes what
/// the hub will accept.
public final class AdapterSchema {

    private static final String SIZE = "^[0-9]{1,9} ?(B|KB|MB|GB)$";
    private static final String DURATION = "^[0-9]{1,9} ?(ms|s|m|h|d)$";

    /// What an editor shows for a setting; the whole story is in docs/reference/adapter-yaml.md.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("ready", "Suffix of the marker that says a file is complete, such as .ready."),
            Map.entry("keep", "How long a copy of an accepted file stays, such as 10 d."),
            Map.entry("address", "The authority's server, HOST or HOST:PORT."),
            Map.entry("user", "The hub's user there."),
            Map.entry("password", "As ${NAME}; this or keyFile."),
            Map.entry("keyFile", "The user's private key, from the data folder on; this or password."),
            Map.entry("keyPassphrase", "Opens keyFile, as ${NAME}."),
            Map.entry("hostKey", "Fingerprints of the server's keys, SHA256:…; this or knownHosts."),
            Map.entry("knownHosts", "A file like OpenSSH's known_hosts, from the data folder on."),
            Map.entry("folder", "In: where the authority puts files. Out: where the hub puts them."),
            Map.entry("answers", "Where the hub puts answers."),
            Map.entry("interval", "Time between two looks, such as 30 s."),
            Map.entry("endpoint", "http or https address of the authority's service."),
            Map.entry("token", "Bearer token that the authority wants, as ${NAME}."));

    private AdapterSchema() {}

    /// The schema, draft 2020-12, indented.
    public static String json() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "adapter.yaml");
        schema.put("description", "One connected authority; see docs/reference/adapter-yaml.md.");
        schema.putAll(section(keys(), List.of("adapter", "name", "authority", "channels")));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(schema)
                + "\n";
    }

    private static Map<String, Object> keys() {
        var keys = new LinkedHashMap<String, Object>();
        for (String key : new TreeSet<>(AdapterFile.KEYS)) {
            keys.put(key, key(key));
        }
        return keys;
    }

    private static Object key(String key) {
        return switch (key) {
            case "adapter" -> text("Name of the folder.", "^[a-z0-9]+(-[a-z0-9]+)*$");
            case "name" -> text("Official name of the authority.", ".");
            case "land" -> text("Land key, quoted; leave it out for a federal authority.", "^(0[1-9]|1[0-6])$");
            case "authority" -> text("DVDV identifier, prefix:id.", "^[a-z]{3}:.+$");
            case "language" -> text("Language of the answers that it gets.", "^[a-z]{2}$");
            case "channels" ->
                section(ordered("in", list(channel(true), 10), "out", list(channel(false), 1)), List.of());
            case "given" -> given();
            case "receives" ->
                section(ordered("cases", choice(List.of("own", "all")), "statuses", statuses()), List.of("statuses"));
            case "hides" -> list(choice(fields()), Integer.MAX_VALUE);
            case "limits" -> limits();
            default -> text("See docs/reference/adapter-yaml.md.", ".");
        };
    }

    /// A channel of one of the types, each with its own settings.
    private static Map<String, Object> channel(boolean inwards) {
        var types = new ArrayList<Object>();
        for (ChannelType type : ChannelType.values()) {
            var settings = new LinkedHashMap<String, Object>();
            settings.put("type", Map.of("const", type.key()));
            settings.put("transform", text("A folder below transforms/, perhaps @VERSION.", "."));
            for (String setting : new TreeSet<>(type.settings(inwards))) {
                settings.put(setting, setting(setting));
            }
            var required = new TreeSet<>(type.required(inwards));
            required.add("type");
            required.add("transform");
            Map<String, Object> one = section(settings, List.copyOf(required));
            List<Object> choices = type.choices().stream()
                    .<Object>map(choice -> Map.of(
                            "oneOf",
                            List.of(
                                    Map.of("required", List.of(choice.one())),
                                    Map.of("required", List.of(choice.other())))))
                    .toList();
            if (!choices.isEmpty()) {
                one.put("allOf", choices);
            }
            types.add(one);
        }
        return ordered(
                "type",
                "object",
                "required",
                List.of("type", "transform"),
                "properties",
                ordered("type", choice(ChannelType.keys())),
                "oneOf",
                types);
    }

    private static Object setting(String setting) {
        return switch (setting) {
            case "version" -> choice(List.of("1.1", "1.2"));
            case "losses" -> choice(List.of("beside"));
            default -> text(SETTINGS.getOrDefault(setting, "See docs/reference/adapter-yaml.md."), ".");
        };
    }

    private static Map<String, Object> given() {
        var values = new LinkedHashMap<String, Object>();
        fields().forEach(field -> values.put(field, Map.of("type", List.of("string", "number", "boolean"))));
        return section(values, List.of());
    }

    private static Map<String, Object> statuses() {
        List<String> keys =
                StatusCatalogue.standard().all().stream().map(Status::key).toList();
        return ordered("oneOf", List.of(Map.of("const", "all"), list(choice(keys), Integer.MAX_VALUE)));
    }

    private static Map<String, Object> limits() {
        var limits = new LinkedHashMap<String, Object>();
        for (String key : new TreeSet<>(AdapterFile.LIMIT_KEYS)) {
            limits.put(
                    key,
                    switch (key) {
                        case "bytesMax" -> text("A size, such as 100 MB.", SIZE);
                        case "unfinishedWait" -> text("A duration, such as 30 s.", DURATION);
                        default ->
                            ordered(
                                    "description",
                                    "A number above 0; digits may be grouped with _.",
                                    "type",
                                    List.of("integer", "string"));
                    });
        }
        return section(limits, List.of());
    }

    private static List<String> fields() {
        return Field.IN_PATH_ORDER.stream().map(Field::path).toList();
    }

    private static Map<String, Object> section(Map<String, Object> keys, List<String> required) {
        Map<String, Object> section = ordered("type", "object", "additionalProperties", false, "properties", keys);
        if (!required.isEmpty()) {
            section.put("required", required);
        }
        return section;
    }

    private static Map<String, Object> list(Object items, int max) {
        Map<String, Object> list = ordered("type", "array", "items", items);
        if (max < Integer.MAX_VALUE) {
            list.put("maxItems", max);
        }
        return list;
    }

    private static Map<String, Object> choice(List<String> values) {
        return ordered("enum", values);
    }

    private static Map<String, Object> text(String description, String pattern) {
        return ordered("description", description, "type", "string", "pattern", pattern);
    }

    private static Map<String, Object> ordered(Object... entries) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
