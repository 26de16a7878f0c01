package org.florahub.transform.json;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.event.Statement;
import org.florahub.transform.convert.Characters;
import org.florahub.transform.convert.Misfits;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.convert.MomentText;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.HeldBack;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.Unmapped;
import org.florahub.transform.template.WatchedInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Reads one CloudEvent. Used once, by one thread.
final class CloudEventReading {

    private final CloudEventTemplate template;
    private final JsonFactory json;
    private final ProblemLog problems;
    private final Unmapped unmapped = new Unmapped();
    private final HeldBack held;
    private final Values values = new Values();
    private final Values base;
    private final Map<String, String> attributes = new HashMap<>();
    private boolean endedEarly;

    CloudEventReading(CloudEventTemplate template, JsonFactory json, String fileName, Given given, Sink sink) {
        this.template = template;
        this.json = json;
        this.problems = new ProblemLog(fileName);
        this.held = new HeldBack(sink);
        this.base = template.completion().base(Given.NOTHING);
        given.values().forEach((field, value) -> {
            if (field != Field.MESSAGE_ID) {
                base.set(field, value);
            }
        });
    }

    Reading read(InputStream source) throws IOException {
        var in = new WatchedInput(source);
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
            document(parser);
        } catch (JacksonException e) {
            in.rethrowFailure();
            unreadable(e);
        }
        if (problems.isEmpty()) {
            complete();
        }
        if (problems.isEmpty()) {
            held.release();
        } else {
            held.close();
        }
        String sentAt = values.get(Field.MESSAGE_SENT_AT);
        return new Reading(
                held.statements(),
                problems.isEmpty() ? 0 : 1,
                problems.count(),
                problems.kept(),
                template.shape().name(),
                values.get(Field.MESSAGE_ID),
                sentAt == null ? null : Instant.parse(sentAt),
                unmapped.counts(),
                endedEarly);
    }

    private void unreadable(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        int line = at == null ? 0 : Math.max(0, at.getLineNr());
        int column = at == null ? 0 : Math.max(0, at.getColumnNr());
        endedEarly = e instanceof UnexpectedEndOfInputException;
        if (isEncoding(e)) {
            problems.add(
                    "S001", line, column, null, "bytes that are no UTF-8", "UTF-8", "Write the document in UTF-8.");
        } else {
            problems.add(
                    "X000",
                    line,
                    column,
                    null,
                    endedEarly
                            ? "the end of the document in the middle of it"
                            : "JSON that is not well-formed, too deep or too long",
                    "a CloudEvent in JSON",
                    "Check the document with a JSON parser.");
        }
    }

    /// Bytes that are no UTF-8 have no exception of their own: only the words of the parser tell them.
    private static boolean isEncoding(JacksonException e) {
        return e.getCause() instanceof CharConversionException
                || String.valueOf(e.getOriginalMessage()).startsWith("Invalid UTF-8");
    }

    private void document(JsonParser parser) {
        JsonToken start = parser.nextToken();
        if (start != JsonToken.START_OBJECT) {
            endedEarly = start == null;
            problem(parser, "X000", null, start == null ? "an empty document" : "no object", "a CloudEvent in JSON");
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data")) {
                data(parser, value);
            } else if (value == JsonToken.VALUE_STRING) {
                attributes.put(name, parser.getString());
            } else if (value != JsonToken.VALUE_NULL) {
                unmapped.count(name);
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            problem(parser, "X000", null, "more after the event", "one event");
        }
        attributes(parser);
    }

    private void attributes(JsonParser at) {
        if (!"1.0".equals(attributes.get("specversion"))) {
            problem(at, "V000", "specversion", "another version of CloudEvents", "1.0");
        }
        prefixed(at, "type", CloudEventTemplate.TYPE_PREFIX, Field.STATUS);
        prefixed(at, "source", CloudEventTemplate.SOURCE_PREFIX, Field.SOURCE);
        String id = attributes.get("id");
        if (id == null || id.isEmpty()) {
            problem(at, "S020", "id", "nothing", "the id of the event");
        } else if (!values.has(Field.MESSAGE_ID)) {
            set(at, "id", Field.MESSAGE_ID, id);
        }
        String kind = attributes.get("kind");
        if (kind != null && !values.has(Field.KIND)) {
            set(at, "kind", Field.KIND, kind);
        }
        occurred(at);
    }

    private void prefixed(JsonParser at, String name, String prefix, Field field) {
        String text = attributes.get(name);
        if (text == null || !text.startsWith(prefix)) {
            problem(at, text == null ? "S020" : "X001", name, text == null ? "nothing" : "another text", prefix + "…");
        } else if (!values.has(field)) {
            set(at, name, field, text.substring(prefix.length()));
        }
    }

    /// `data` says it in full; a sender who leaves it out there states it in the attributes.
    private void occurred(JsonParser at) {
        String time = attributes.get("time");
        String date = attributes.get("occurreddate");
        if (values.has(Field.OCCURRED_DATE)) {
            return;
        }
        if (time != null) {
            char[] text = time.toCharArray();
            var moment = new MomentText(Field.OCCURRED_DATE, Field.OCCURRED_TIME, Field.OCCURRED_ZONE, false);
            Mismatch mismatch = moment.read(text, 0, text.length, values);
            if (mismatch != null) {
                problem(at, mismatch.code(), "time", mismatch.found(), mismatch.expected());
            }
        } else if (date != null) {
            set(at, "occurreddate", Field.OCCURRED_DATE, date);
        }
    }

    private void data(JsonParser parser, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            problem(parser, "X001", "data", "no object", "an object of fields");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String path = parser.currentName();
            Field field = Field.of(path);
            JsonToken value = parser.nextToken();
            if (field == null) {
                unmapped.count("data/" + path);
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_STRING) {
                set(parser, "data/" + path, field, parser.getString());
            } else if (value == JsonToken.START_OBJECT) {
                coded(parser, field);
            } else if (value != JsonToken.VALUE_NULL) {
                problem(
                        parser,
                        "X001",
                        "data/" + path,
                        "neither text nor a coded value",
                        field.type().expectation());
                parser.skipChildren();
            }
        }
    }

    private void coded(JsonParser parser, Field field) {
        var parts = new HashMap<String, String>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                parts.put(name, parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        String where = "data/" + field.path();
        String value = parts.get("value");
        String code = parts.get("code");
        String list = parts.get("list");
        if (value == null) {
            problem(parser, "S020", where + "/value", "nothing", field.type().expectation());
        } else if (code != null && list == null) {
            problem(parser, "S011", where + "/list", "a code without its list", "the URI of the list");
        } else if (set(parser, where, field, value) && code != null && list != null) {
            values.set(
                    field,
                    Misfits.require(values, field),
                    new CodedValue(list, parts.getOrDefault("version", ""), code));
        }
    }

    private boolean set(JsonParser at, String where, Field field, String text) {
        if (text.isEmpty()) {
            return false;
        }
        String value = field.type() == FieldType.TEXT ? Characters.composed(text) : text;
        if (!field.type().accepts(value)) {
            problem(at, "X001", where, "a value of another shape", field.type().expectation());
            return false;
        }
        values.set(field, value);
        return true;
    }

    private void complete() {
        Statement statement = template.completion().complete(values, base, 1, problems);
        if (statement != null) {
            held.statement(statement, 1);
        }
    }

    private void problem(JsonParser at, String code, @Nullable String where, String found, String expected) {
        TokenStreamLocation place = at.currentTokenLocation();
        problems.add(
                code,
                Math.max(0, place.getLineNr()),
                Math.max(0, place.getColumnNr()),
                where,
                found,
                expected,
                "Correct the event and send it again.");
    }
}
