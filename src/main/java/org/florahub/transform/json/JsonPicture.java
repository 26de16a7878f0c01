package org.florahub.transform.json;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/// A JSON template as it stands in its file, with the place of each value.
sealed interface JsonPicture {

    Place at();

    /// An object; names that begin with `f:` are directives.
    record Members(Place at, Map<String, JsonPicture> members) implements JsonPicture {}

    /// A list.
    record Elements(Place at, List<JsonPicture> elements) implements JsonPicture {}

    /// Text, a number, `true`, `false` or `null`.
    record Scalar(Place at, JsonToken token, String text) implements JsonPicture {}

    /// Reads a file.
    ///
    /// @return `null` after noting why it is no JSON
    static @Nullable JsonPicture parse(byte[] source, Place file, Findings findings) {
        var in = new JsonTokens(
                new ByteArrayInputStream(source),
                twice -> findings.add(
                        file.at(twice.line(), twice.column()),
                        "name-twice",
                        twice.name(),
                        "a name a second time",
                        "each name once in an object",
                        "Remove one of them."));
        try (in) {
            if (in.next() == null) {
                return broken(file.at(1, 0), findings);
            }
            JsonPicture picture = value(in, file);
            return in.next() == null ? picture : broken(file.at(in.line(), in.column()), findings);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            return broken(
                    at == null
                            ? file.at(in.lineReached(), 0)
                            : file.at(Math.max(0, at.getLineNr()), Math.max(0, at.getColumnNr())),
                    findings);
        }
    }

    private static @Nullable JsonPicture broken(Place at, Findings findings) {
        findings.add(
                at,
                "not-well-formed",
                null,
                "JSON that is not well-formed",
                "one JSON value in UTF-8",
                "Correct the file; an editor with JSON support shows the place.");
        return null;
    }

    private static JsonPicture value(JsonTokens in, Place file) {
        Place at = file.at(in.line(), in.column());
        JsonToken token = in.current();
        if (token == JsonToken.START_OBJECT) {
            var members = new LinkedHashMap<String, JsonPicture>();
            while (in.next() == JsonToken.PROPERTY_NAME) {
                String name = in.name();
                in.next();
                members.put(name, value(in, file));
            }
            return new Members(at, members);
        }
        if (token == JsonToken.START_ARRAY) {
            var elements = new ArrayList<JsonPicture>();
            while (in.next() != JsonToken.END_ARRAY) {
                elements.add(value(in, file));
            }
            return new Elements(at, elements);
        }
        String text = new String(in.chars(), in.from(), in.to() - in.from());
        return new Scalar(at, token == null ? JsonToken.NOT_AVAILABLE : token, text);
    }
}
