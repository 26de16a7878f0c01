package org.florahub.transform;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.Template;
import org.jspecify.annotations.Nullable;

/// The templates of one version that write, chosen by what is to be said. Immutable and thread-safe.
final class Writers {

    private final String name;
    /// By the status that they can write.
    private final Map<String, List<Writer>> byStatus = new HashMap<>();

    /// @param name   of the folder
    /// @param writes keys of the statuses that the folder may write
    /// @param given  fields that the adapter supplies when reading, which need no place in the document
    Writers(String name, List<? extends Template> templates, Set<String> writes, Set<Field> given) {
        this.name = name;
        for (Template template : templates) {
            if (template.shape().direction().writes()) {
                var writer = new Writer(template, template.shape().drops(given));
                for (String status : template.shape().statusesWritten()) {
                    byStatus.computeIfAbsent(status, _ -> new ArrayList<>()).add(writer);
                }
            }
        }
        byStatus.keySet().retainAll(writes);
    }

    /// A template that writes, and the fields that it has no place for.
    private record Writer(Template template, Set<Field> drops) {}

    /// The template that writes, or the reasons of the one that comes nearest.
    private record Choice(@Nullable Writer writer, List<Refusal> refusals) {

        @Nullable
        Template template() {
            return writer == null ? null : writer.template;
        }
    }

    /// Why a statement cannot be written; empty if it can.
    List<Refusal> refusals(Statement statement, Given given) {
        return choose(values(statement, given), given).refusals;
    }

    private Choice choose(Values values, Given given) {
        String status = values.get(Field.STATUS);
        List<Refusal> reasons = List.of(Shape.cannotWriteStatus());
        int nearest = 0;
        for (Writer writer : byStatus.getOrDefault(status == null ? "" : status, List.of())) {
            Refusal whole = writer.template.shape().refusal(values, given.regime());
            List<Refusal> refusals = whole == null ? writer.template.refusals(values, given) : List.of(whole);
            if (refusals.isEmpty()) {
                return new Choice(writer, List.of());
            }
            int near = nearness(whole);
            if (near > nearest) {
                reasons = refusals;
                nearest = near;
            }
        }
        return new Choice(null, reasons);
    }

    /// How near a template comes to what is to be written: one for another kind, for another law or fact, or one
    /// that only lacks single values.
    private static int nearness(@Nullable Refusal whole) {
        if (whole == null) {
            return 3;
        }
        return whole.code().equals("cannot-write-kind") ? 1 : 2;
    }

    private static Values values(Statement statement, Given given) {
        Values values = Values.of(statement);
        given.values().forEach(values::replace);
        return values;
    }

    /// See [Transform#write].
    Written write(List<Statement> group, Given given, OutputStream out) throws IOException {
        List<Values> values = group.stream().map(one -> values(one, given)).toList();
        Choice choice = choose(values.getFirst(), given);
        Writer writer = choice.writer;
        if (writer == null || (values.size() > 1 && !writer.template.groups())) {
            throw new IllegalArgumentException("%s cannot write this: %s"
                    .formatted(
                            name, choice.refusals.stream().map(Refusal::found).toList()));
        }
        var bytes = new Bytes(out);
        var losses = new Losses(writer.template.shape()::where);
        drop(writer, values, given, losses);
        writer.template.write(values, given, bytes, losses);
        bytes.flush();
        return new Written(losses.found());
    }

    private void drop(Writer first, List<Values> group, Given given, Losses losses) {
        for (int i = 0; i < group.size(); i++) {
            Values values = group.get(i);
            losses.of(i);
            Writer writer = first.template.mixes() ? choose(values, given).writer : first;
            for (Field field : writer == null ? Set.<Field>of() : writer.drops) {
                if (values.has(field)) {
                    losses.notCarried(field);
                }
            }
        }
        losses.of(0);
    }

    /// See [Transform#sameDocument].
    boolean together(Statement a, Statement b, Given given) {
        Values one = values(a, given);
        Values other = values(b, given);
        Template template = choose(one, given).template();
        Template second = choose(other, given).template();
        return template != null
                && second != null
                && template.groups()
                && template.together(second)
                && template.shape().slots().stream()
                        .filter(Shape.Bound::shared)
                        .flatMap(bound -> bound.slot().converter().fields().stream())
                        .allMatch(field -> Objects.equals(one.get(field), other.get(field)));
    }
}
