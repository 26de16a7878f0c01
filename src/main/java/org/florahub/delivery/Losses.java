package org.florahub.delivery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Written;

/// The loss report of one document: which fields of its events the destination's format could not carry, or not
/// whole.
final class Losses {

    private final Map<Field, Integer> counts = new EnumMap<>(Field.class);

    /// @param never    fields that the format has no place for
    /// @param written  what was changed while writing
    Losses(Set<Field> never, List<Statement> statements, Written written) {
        for (Statement statement : statements) {
            for (Field field : never) {
                if (statement.has(field)) {
                    counts.merge(field, 1, Integer::sum);
                }
            }
        }
        written.losses().forEach((field, count) -> counts.merge(field, count, Integer::sum));
    }

    /// `{"outcome":1}`: field paths in the order of the catalogue, and how many events lost them.
    String json() {
        return counts.entrySet().stream()
                .map(loss -> "\"%s\":%d".formatted(loss.getKey().path(), loss.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
