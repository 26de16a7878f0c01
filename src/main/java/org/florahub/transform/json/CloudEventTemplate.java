package org.florahub.transform.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.StatusEvent;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Misfits;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Completion;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One status event as a CloudEvent 1.0 in JSON, structured mode. Immutable and thread-safe.
///
/// Context attributes say which event it is; `data` holds the fields by their paths, a coded one as an object of
/// `value`, `code`, `list` and `version`.
final class CloudEventTemplate implements Template {

    static final String TYPE_PREFIX = "org.florahub.status.";
    static final String SOURCE_PREFIX = "urn:florahub:authority:";

    /// A reader takes the event's id for the message's where none is stated, so one is.
    private static final List<Field> REQUIRED = List.of(Field.STATUS, Field.SOURCE, Field.MESSAGE_ID);

    private final Shape shape;
    private final Completion completion;
    private final JsonFactory json;

    CloudEventTemplate(String name, Place place, JsonFactory json) {
        var slots = new ArrayList<Shape.Bound>();
        for (Field field : Values.FIELDS) {
            boolean optional = !REQUIRED.contains(field);
            var slot = new Slot(new Converter.AsIs(field), field.path(), optional, false, "", "");
            slots.add(new Shape.Bound(slot, place, where(field), false));
        }
        this.shape = new Shape(name, place, Map.of(), null, Directives.Direction.BOTH, slots);
        this.completion = new Completion(shape);
        this.json = json;
    }

    private static String where(Field field) {
        return switch (field) {
            case STATUS -> "type";
            case SOURCE -> "source";
            case KIND -> "kind";
            default -> "data/" + field.path();
        };
    }

    @Override
    public Shape shape() {
        return shape;
    }

    Completion completion() {
        return completion;
    }

    @Override
    public boolean groups() {
        return false;
    }

    @Override
    public List<Refusal> refusals(Values values, Given given) {
        var refusals = new ArrayList<Refusal>();
        if (given.event() == null) {
            refusals.add(new Refusal(
                    "event-missing",
                    "id",
                    "no recorded event",
                    "the event, whose id and pseudonyms the format states",
                    "Write with Given.of(event)."));
        }
        for (Field field : REQUIRED) {
            if (!values.has(field)) {
                refusals.add(new Refusal(
                        "field-missing", where(field), "no " + field.path(), "a value", "State it, or supply it."));
            }
        }
        return refusals;
    }

    @Override
    public void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        StatusEvent event = given.event();
        if (event == null) {
            throw new IllegalArgumentException("A CloudEvent is written of a recorded event");
        }
        Values values = group.getFirst();
        var text = new java.io.StringWriter(1024);
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            attributes(event, values, generator);
            generator.writeObjectPropertyStart("data");
            data(values, generator);
            generator.writeEndObject();
            generator.writeEndObject();
        }
        out.put(text.toString().getBytes(StandardCharsets.UTF_8));
        out.put('\n');
    }

    private static void attributes(StatusEvent event, Values values, JsonGenerator to) {
        to.writeStringProperty("specversion", "1.0");
        to.writeStringProperty("id", event.id().toString());
        to.writeStringProperty("source", SOURCE_PREFIX + Misfits.require(values, Field.SOURCE));
        to.writeStringProperty("type", TYPE_PREFIX + Misfits.require(values, Field.STATUS));
        to.writeStringProperty("subject", event.caseRef().toString());
        String date = values.get(Field.OCCURRED_DATE);
        String time = values.get(Field.OCCURRED_TIME);
        String zone = values.get(Field.OCCURRED_ZONE);
        if (date != null && time != null && zone != null) {
            to.writeStringProperty("time", date + "T" + time + (time.length() == 5 ? ":00" : "") + zone);
        } else {
            optional("occurreddate", date, to);
        }
        to.writeStringProperty("datacontenttype", "application/json");
        optional("kind", values.get(Field.KIND), to);
        to.writeStringProperty("personref", event.personRef().toString());
        optional("refers", event.refers() == null ? null : event.refers().toString(), to);
        to.writeStringProperty("regime", event.regime().key());
        optional("land", event.land() == null ? null : event.land().key(), to);
        to.writeStringProperty("recordedat", event.recordedAt().toString());
    }

    private static void data(Values values, JsonGenerator to) {
        for (Field field : Field.IN_PATH_ORDER) {
            String value = values.get(field);
            CodedValue code = values.code(field);
            boolean attribute = field == Field.STATUS || field == Field.SOURCE || field == Field.KIND;
            if (value != null && !(attribute && code == null)) {
                if (code == null) {
                    to.writeStringProperty(field.path(), value);
                } else {
                    to.writeObjectPropertyStart(field.path());
                    to.writeStringProperty("value", value);
                    to.writeStringProperty("code", code.code());
                    to.writeStringProperty("list", code.list());
                    to.writeStringProperty("version", code.version());
                    to.writeEndObject();
                }
            }
        }
    }

    private static void optional(String name, @Nullable String value, JsonGenerator to) {
        if (value != null) {
            to.writeStringProperty(name, value);
        }
    }
}
