package org.florahub.transform;

import java.util.EnumMap;
import java.util.Map;
import org.florahub.event.Field;

/// Counts values that could not be written as they are. Not thread-safe.
final class Losses {

    private final Map<Field, Integer> counts = new EnumMap<>(Field.class);

    void count(Field field) {
        counts.merge(field, 1, Integer::sum);
    }

    Map<Field, Integer> counts() {
        return counts;
    }
}
