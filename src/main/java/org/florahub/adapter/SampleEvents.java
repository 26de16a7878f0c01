package org.florahub.adapter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Field;
import org.florahub.event.Land;
import org.florahub.event.PersonRef;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// What a document is written from: the statements of `NAME.event.json` or `NAME.events.json` less what the receiver
/// may not see, and what the hub knows beside them.
///
/// @param statements in their order
/// @param given      values of the delivery, the law and, for formats that carry it, the recorded event
public record SampleEvents(List<Statement> statements, Given given) {

    /// @throws IllegalArgumentException if the file does not have that form; it quotes no value
    static SampleEvents parse(byte[] json, Set<Field> hides) {
        JsonNode root = SampleJson.MAPPER.readTree(json);
        var statements = new ArrayList<Statement>();
        for (JsonNode event : root.has("events") ? root.get("events") : List.of(root.path("event"))) {
            statements.add(Statement.unflatten(text(event)).only(field -> !hides.contains(field)));
        }
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("no event");
        }
        var values = new TreeMap<Field, String>();
        text(root.path("given")).forEach((path, value) -> values.put(field(path), value));
        var given = new Given(values).under(law(root.path("regime")));
        JsonNode recorded = root.get("recorded");
        return new SampleEvents(
                statements, recorded == null ? given : given.of(event(recorded, statements.getFirst())));
    }

    private static Map<String, String> text(JsonNode node) {
        return node.isMissingNode() ? Map.of() : SampleJson.MAPPER.convertValue(node, new TypeReference<>() {});
    }

    private static Field field(String path) {
        Field field = Field.of(path);
        if (field == null) {
            throw new IllegalArgumentException("There is no field " + path);
        }
        return field;
    }

    private static Regime law(JsonNode node) {
        return Regime.valueOf(node.asString("unknown").toUpperCase(Locale.ROOT));
    }

    private static StatusEvent event(JsonNode recorded, Statement statement) {
        String refers = optional(recorded, "refers");
        String land = optional(recorded, "land");
        return new StatusEvent(
                new EventId(uuid(recorded, "id")),
                new CaseRef(uuid(recorded, "case")),
                new PersonRef(uuid(recorded, "person")),
                statement.only(field -> !field.personal()),
                refers == null ? null : new EventId(UUID.fromString(refers)),
                law(recorded.path("regime")),
                Authority.parse(recorded.path("source").asString("")),
                land == null ? null : new Land(land),
                recorded.path("adapter").asString(""),
                recorded.path("transform").asString(""),
                Instant.parse(recorded.path("recordedAt").asString("")));
    }

    private static UUID uuid(JsonNode node, String key) {
        return UUID.fromString(node.path(key).asString(""));
    }

    private static @Nullable String optional(JsonNode node, String key) {
        return node.has(key) ? node.path(key).asString("") : null;
    }
}
