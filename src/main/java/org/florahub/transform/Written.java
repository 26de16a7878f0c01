package org.florahub.transform;

import java.util.EnumMap;
import java.util.Map;
import org.florahub.event.Field;

/// What a written document could not carry although its format has a place for it.
///
/// @param losses field to the number of values that were changed: characters outside the charset, text cut at its
///               longest, precision of a time
public record Written(Map<Field, Integer> losses) {

    public Written {
        losses = losses.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(losses));
    }
}
