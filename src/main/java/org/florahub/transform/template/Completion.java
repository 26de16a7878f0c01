package org.florahub.transform.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.Statement;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;
import org.florahub.transform.codes.CodeList;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.Values;
import org.jspecify.annotations.Nullable;

/// Makes a statement of the values that were read and checks it as a whole. Immutable and thread-safe.
public final class Completion {

    private static final List<Field> IDENTIFIERS =
            List.of(Field.CASE_BAMF_FILE_NUMBER, Field.PERSON_AZR_NUMBER, Field.PERSON_ARRIVAL_NUMBER);

    private static final Set<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::key).collect(Collectors.toUnmodifiableSet());

    private final Shape shape;
    private final List<Shape.Bound> dated = new ArrayList<>();

    public Completion(Shape shape) {
        this.shape = shape;
        for (Shape.Bound bound : shape.slots()) {
            if (bound.slot().converter() instanceof Converter.Coded coded
                    && coded.list().dated()) {
                dated.add(bound);
            }
        }
    }

    /// Values that are there before anything is read: what is given and not bound, and what the template implies.
    public Values base(Given given) {
        var base = new Values();
        base.set(Field.KIND, Kind.REPORT.key());
        for (Map.Entry<Field, String> entry : given.values().entrySet()) {
            if (!shape.binds(entry.getKey())) {
                base.set(entry.getKey(), entry.getValue());
            }
        }
        shape.set().forEach(base::set);
        return base;
    }

    /// The statement, or `null` after its problems were added.
    @Nullable
    public Statement complete(Values inner, Values outer, int line, ProblemLog problems) {
        long before = problems.count();
        Status status = status(inner, outer, line, problems);
        if (status != null) {
            details(status, inner, outer, line, problems);
        }
        kind(inner, outer, line, problems);
        demand(Field.OCCURRED_DATE, inner, outer, line, problems);
        if (!identified(inner, outer)) {
            problems.add(
                    "S020",
                    line,
                    0,
                    shape.where(
                            shape.binds(Field.PERSON_AZR_NUMBER)
                                    ? Field.PERSON_AZR_NUMBER
                                    : Field.CASE_BAMF_FILE_NUMBER),
                    "no identifier of a case or person",
                    "an AZR number, a BAMF file number or an Ankunftsnachweis number",
                    "State at least one of them.");
        }
        validity(inner, outer, line, problems);
        return problems.count() == before ? inner.statement(outer) : null;
    }

    private static boolean identified(Values inner, Values outer) {
        for (Field field : IDENTIFIERS) {
            if (get(field, inner, outer) != null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Status status(Values inner, Values outer, int line, ProblemLog problems) {
        String key = get(Field.STATUS, inner, outer);
        if (key == null) {
            demand(Field.STATUS, inner, outer, line, problems);
            return null;
        }
        Status status = StatusCatalogue.standard().get(key);
        if (status == null) {
            problems.add(
                    "S010",
                    line,
                    0,
                    shape.where(Field.STATUS),
                    "a status that does not exist",
                    "a status of the catalogue",
                    "See docs/reference/status-catalogue.md.");
        }
        return status;
    }

    private void kind(Values inner, Values outer, int line, ProblemLog problems) {
        String key = get(Field.KIND, inner, outer);
        if (key != null && !KINDS.contains(key)) {
            problems.add(
                    "S010",
                    line,
                    0,
                    shape.where(Field.KIND),
                    "a kind that does not exist",
                    "report, correct or retract",
                    "State one of them.");
        }
    }

    private void details(Status status, Values inner, Values outer, int line, ProblemLog problems) {
        for (Field field : status.required()) {
            demand(field, inner, outer, line, problems);
        }
        for (Field field : DETAILS) {
            String value = get(field, inner, outer);
            if (value != null) {
                detail(status, field, value, line, problems);
            }
        }
    }

    private void detail(Status status, Field field, String value, int line, ProblemLog problems) {
        if (!ValueCatalogue.standard().knows(field, value)) {
            problems.add(
                    "S010",
                    line,
                    0,
                    shape.where(field),
                    "a value that does not exist",
                    "a value of the catalogue",
                    "See docs/reference/status-event.md.");
        }
        if (!status.permits(field)) {
            problems.add(
                    "X001",
                    line,
                    0,
                    shape.where(field),
                    "a value that this status does not have",
                    "none, for status " + status.key(),
                    "Leave it empty, or state the status that it belongs to.");
        }
    }

    private static final List<Field> DETAILS =
            Arrays.stream(Values.FIELDS).filter(Field::detail).toList();

    private void demand(Field field, Values inner, Values outer, int line, ProblemLog problems) {
        if (get(field, inner, outer) == null) {
            problems.add(
                    "S020",
                    line,
                    0,
                    shape.where(field),
                    "nothing",
                    field.type().expectation() + ", which this status requires",
                    "State it.");
        }
    }

    /// Codes are judged at the time at which the message was sent; a message without it is not judged.
    private void validity(Values inner, Values outer, int line, ProblemLog problems) {
        String sentAt = dated.isEmpty() ? null : get(Field.MESSAGE_SENT_AT, inner, outer);
        if (sentAt == null) {
            return;
        }
        for (Shape.Bound bound : dated) {
            if (bound.slot().converter() instanceof Converter.Coded coded) {
                var code = (inner.has(coded.field()) ? inner : outer).code(coded.field());
                CodeList.Row row = code == null ? null : coded.list().read(code.code());
                if (row != null && !row.validOn(sentAt.substring(0, 10))) {
                    problems.add(
                            "S010",
                            line,
                            0,
                            bound.where(),
                            "a code that was not valid when the message was sent",
                            "a code of list %s version %s valid then"
                                    .formatted(coded.list().uri(), coded.list().version()),
                            "Use a valid code.");
                }
            }
        }
    }

    private static @Nullable String get(Field field, Values inner, Values outer) {
        String value = inner.get(field);
        return value == null ? outer.get(field) : value;
    }
}
