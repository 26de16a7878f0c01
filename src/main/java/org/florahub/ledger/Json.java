package org.florahub.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON (RFC 8259) as far as proofs use it: objects, arrays, strings and whole numbers. Written in one way only;
/// read strictly by [JsonReader].
sealed interface Json {

    /// Members in their order.
    record Members(Map<String, Json> members) implements Json {}

    record Items(List<Json> items) implements Json {}

    record Text(String text) implements Json {}

    /// A whole number, not negative.
    record Whole(long number) implements Json {}

    /// Reads a document.
    ///
    /// @throws InvalidProofException if it is not such JSON, names a member twice or nests too deep
    static Json parse(String json) {
        return new JsonReader(json).document();
    }

    static Members object(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Json>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], of(namesAndValues[i + 1]));
        }
        return new Members(members);
    }

    private static Json of(Object value) {
        return switch (value) {
            case Json json -> json;
            case String text -> new Text(text);
            case Long number -> new Whole(number);
            case List<?> items -> new Items(items.stream().map(Json::of).toList());
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        };
    }

    /// The members of this object.
    ///
    /// @throws InvalidProofException if it is no object, or has other members than exactly these in this order
    default List<Json> members(String place, String... names) {
        if (this instanceof Members(Map<String, Json> members)
                && List.copyOf(members.keySet()).equals(List.of(names))) {
            return List.copyOf(members.values());
        }
        throw new InvalidProofException(
                "%s: found something else than an object of %s".formatted(place, String.join(", ", names)));
    }

    default String text(String place) {
        if (this instanceof Text(String text)) {
            return text;
        }
        throw new InvalidProofException(place + ": found something else than a string");
    }

    default long number(String place) {
        if (this instanceof Whole(long number)) {
            return number;
        }
        throw new InvalidProofException(place + ": found something else than a whole number");
    }

    default List<Json> items(String place) {
        if (this instanceof Items(List<Json> items)) {
            return items;
        }
        throw new InvalidProofException(place + ": found something else than an array");
    }

    /// Indented by one space a level; ends with a newline.
    default String render() {
        var out = new StringBuilder();
        write(out, "\n");
        return out.append('\n').toString();
    }

    private void write(StringBuilder out, String newline) {
        switch (this) {
            case Text(String text) -> writeText(out, text);
            case Whole(long number) -> out.append(number);
            case Items(List<Json> items) -> {
                var parts = new ArrayList<Runnable>();
                items.forEach(item -> parts.add(() -> item.write(out, newline + " ")));
                writeList(out, newline, '[', parts, ']');
            }
            case Members(Map<String, Json> members) -> {
                var parts = new ArrayList<Runnable>();
                members.forEach((name, value) -> parts.add(() -> {
                    writeText(out, name);
                    out.append(": ");
                    value.write(out, newline + " ");
                }));
                writeList(out, newline, '{', parts, '}');
            }
        }
    }

    private static void writeList(StringBuilder out, String newline, char open, List<Runnable> parts, char close) {
        out.append(open);
        String separator = "";
        for (Runnable part : parts) {
            out.append(separator).append(newline).append(' ');
            part.run();
            separator = ",";
        }
        out.append(parts.isEmpty() ? "" : newline).append(close);
    }

    private static void writeText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
