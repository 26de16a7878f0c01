package org.florahub.delivery;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.transform.Loss;
import org.florahub.transform.Written;

/// The loss report of one document: which fields of its events the destination's format could not carry, or not whole.
/// Fields and numbers only, no values.
final class Losses {

    private final Map<Field, Map<Loss.Kind, Integer>> counts = new TreeMap<>();

    Losses(Written written) {
        for (Loss loss : written.losses()) {
            counts.computeIfAbsent(loss.field(), _ -> new TreeMap<>()).merge(loss.kind(), 1, Integer::sum);
        }
    }

    /// `{"outcome":{"not-carried":1}}`: field paths in the order of the catalogue, the kinds of loss, and how many
    /// events
    /// had it.
    String json() {
        return counts.entrySet().stream()
                .map(loss -> "\"%s\":%s".formatted(loss.getKey().path(), kinds(loss.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String kinds(Map<Loss.Kind, Integer> kinds) {
        return kinds.entrySet().stream()
                .map(kind -> "\"%s\":%d".formatted(kind.getKey().key(), kind.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
