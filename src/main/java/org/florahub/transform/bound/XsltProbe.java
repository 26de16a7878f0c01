package org.florahub.transform.bound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.Statement;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;
import org.florahub.transform.codes.CodeList;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Directives;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Sink;
import org.jspecify.annotations.Nullable;

/// Finds out what a pair of stylesheets carries, which nothing can compute of their text: writes made-up statements,
/// reads them again, and compares. Used once, when a folder is loaded.
final class XsltProbe {

    private final BoundTemplate statuses;
    private final XsltSheet read;
    private final XsltSheet write;
    private final Set<Field> given;
    private final Map<Field, Set<String>> values = new EnumMap<>(Field.class);
    private final Set<Field> carried = EnumSet.noneOf(Field.class);
    private final Set<Field> lost = EnumSet.noneOf(Field.class);
    private final Map<String, Values> least = new TreeMap<>();
    private boolean groups;

    XsltProbe(BoundTemplate statuses, XsltSheet read, XsltSheet write, Set<Field> given) {
        this.statuses = statuses;
        this.read = read;
        this.write = write;
        this.given = given;
    }

    XsltTemplate measure() {
        StatusCatalogue.standard().all().forEach(this::status);
        least.values().stream().findFirst().ifPresent(this::kindsAndGroups);
        StatusCatalogue.standard().all().forEach(this::details);
        carried.removeAll(lost);
        var slots = new ArrayList<Shape.Bound>();
        for (Shape.Bound bound : statuses.shape().slots()) {
            Field field = bound.slot().converter().fields().getFirst();
            Set<String> measured = values.get(field);
            if (measured != null && !measured.isEmpty()) {
                slots.add(coded(bound, field, measured));
            } else if (carried.contains(field)) {
                slots.add(bound);
            }
        }
        Shape all = statuses.shape();
        var shape = new Shape("write", all.place(), Map.of(), null, Directives.Direction.BOTH, slots);
        return new XsltTemplate(shape, groups, statuses, write);
    }

    private static Shape.Bound coded(Shape.Bound bound, Field field, Set<String> measured) {
        String uri = StatusMeldung.NAMESPACE + ":" + field.path();
        List<CodeList.Row> rows = measured.stream()
                .map(value -> new CodeList.Row(
                        value, CodeList.Direction.BOTH, "", "", new CodedValue(uri, StatusMeldung.FASSUNG, value)))
                .toList();
        var list = new CodeList(field.path(), uri, StatusMeldung.FASSUNG, null, rows);
        Content.Slot slot = bound.slot();
        return new Shape.Bound(
                new Content.Slot(new Converter.Coded(field, list), slot.path(), slot.optional(), false, "", ""),
                bound.at(),
                bound.where(),
                bound.shared());
    }

    /// The least that can be said of a status, with every value of what it must have.
    private void status(Status status) {
        var base = new Values();
        for (Field field : List.of(
                Field.MESSAGE_ID, Field.MESSAGE_SENT_AT, Field.SOURCE, Field.OCCURRED_DATE, Field.PERSON_AZR_NUMBER)) {
            base.set(field, example(field));
        }
        base.set(Field.STATUS, status.key());
        base.set(Field.KIND, Kind.REPORT.key());
        status.required().forEach(field -> base.set(field, example(field)));
        List<Field> closed = status.required().stream()
                .filter(field -> !ValueCatalogue.standard().of(field).isEmpty())
                .toList();
        if (closed.isEmpty()) {
            least(base, status);
        }
        for (Field field : closed) {
            for (var meaning : ValueCatalogue.standard().of(field)) {
                base.set(field, meaning.value());
                least(base, status);
            }
        }
    }

    private void least(Values said, Status status) {
        Statement back = back(List.of(said));
        boolean whole = back != null
                && Objects.equals(said.get(Field.STATUS), back.get(Field.STATUS))
                && status.required().stream().allMatch(field -> Objects.equals(said.get(field), back.get(field)));
        if (whole) {
            least.putIfAbsent(status.key(), said.copy());
            note(Field.STATUS, status.key());
            status.required().stream()
                    .filter(field -> !ValueCatalogue.standard().of(field).isEmpty())
                    .forEach(field -> note(field, Objects.requireNonNull(said.get(field))));
        }
    }

    private void note(Field field, String value) {
        values.computeIfAbsent(field, _ -> new TreeSet<>()).add(value);
    }

    private void kindsAndGroups(Values said) {
        for (Kind kind : Kind.values()) {
            Values changed = said.copy();
            changed.set(Field.KIND, kind.key());
            if (kind != Kind.REPORT) {
                changed.set(Field.REFERS_MESSAGE, example(Field.REFERS_MESSAGE));
            }
            Statement back = back(List.of(changed));
            if (back != null && back.kind() == kind) {
                note(Field.KIND, kind.key());
                if (back.has(Field.REFERS_MESSAGE)) {
                    carried.add(Field.REFERS_MESSAGE);
                }
            }
        }
        if (Set.of(Kind.REPORT.key()).equals(values.get(Field.KIND))) {
            values.remove(Field.KIND);
        }
        Values other = said.copy();
        other.set(Field.PERSON_AZR_NUMBER, "910005000042");
        groups = read(List.of(said, other)).size() == 2;
    }

    /// What else a status may have, each alone.
    private void details(Status status) {
        Values said = least.get(status.key());
        if (said == null) {
            return;
        }
        for (Field field : Values.FIELDS) {
            var listed = ValueCatalogue.standard().of(field);
            boolean settled = field == Field.STATUS || field == Field.KIND || field == Field.REFERS_MESSAGE;
            if (settled || !status.permits(field)) {
                continue;
            }
            if (listed.isEmpty()) {
                (comesBack(said, field, example(field)) ? carried : lost).add(field);
            }
            if (!status.required().contains(field)) {
                listed.stream()
                        .filter(meaning -> comesBack(said, field, meaning.value()))
                        .forEach(meaning -> note(field, meaning.value()));
            }
        }
    }

    private boolean comesBack(Values said, Field field, String value) {
        Values more = said.copy();
        more.set(field, value);
        if (field == Field.OCCURRED_ZONE) {
            more.set(Field.OCCURRED_TIME, example(Field.OCCURRED_TIME));
        }
        if (field == Field.APPOINTMENT_TIME) {
            more.set(Field.APPOINTMENT_DATE, example(Field.APPOINTMENT_DATE));
        }
        Statement back = back(List.of(more));
        return back != null && value.equals(back.get(field));
    }

    /// What is read of one statement that was written, `null` if it does not come back as one.
    private @Nullable Statement back(List<Values> group) {
        List<Statement> back = read(group);
        return back.size() == 1 ? back.getFirst() : null;
    }

    private List<Statement> read(List<Values> group) {
        try {
            byte[] document =
                    XsltTemplate.written(statuses, group, Given.NOTHING, new Losses(statuses.shape()::where), write);
            var supplied = new EnumMap<Field, String>(Field.class);
            for (Field field : given) {
                String value = group.getFirst().get(field);
                if (value != null) {
                    supplied.put(field, value);
                }
            }
            var found = new ArrayList<Statement>();
            new XsltReading(statuses, read, "probe", new Given(supplied), DocumentChecks.NONE)
                    .read(new ByteArrayInputStream(document), new Sink() {
                        @Override
                        public void statement(Statement statement, int line) {
                            found.add(statement);
                        }

                        @Override
                        public void rejected(RejectedRecord record) {}
                    });
            return found;
        } catch (IOException | XsltSheet.Failure _) {
            return List.of();
        }
    }

    private static String example(Field field) {
        return switch (field.type()) {
            case TEXT -> "Beispiel " + field.path();
            case KEY -> "syr";
            case DATE -> "2026-10-%02d".formatted(1 + field.path().length());
            case TIME -> "09:30";
            case ZONE -> "+02:00";
            case INSTANT -> "2026-10-05T06:00:00Z";
            case FLAG -> "true";
            case AUTHORITY -> "dbs:990001";
            case AZR_NUMBER -> "910005000041";
            case FILE_NUMBER -> "9900004-31";
            case ARRIVAL_NUMBER -> "B 1000041";
            case UUID -> "7d0f4c1e-5a3b-4c55-8a55-0c6a3a1f4e01";
        };
    }
}
