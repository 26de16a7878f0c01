package org.florahub.record;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.event.Field;

/// What a delivery looked like when it was made: kept with it, since its proof must describe that and not what the
/// adapter has become.
///
/// @param extension of the file's name, without the dot
/// @param withheld  fields that the destination was not shown: hidden from it, or not carried by its format
public record DeliveryForm(String extension, Set<Field> withheld) {

    public DeliveryForm {
        withheld = Set.copyOf(withheld);
    }

    /// Whether the destination was shown this path of an event. The parts of a coded value go with their field.
    public boolean shows(String path) {
        Field field = Field.of(path);
        if (field == null) {
            int dot = path.lastIndexOf('.');
            field = dot < 0 ? null : Field.of(path.substring(0, dot));
        }
        return field == null || !withheld.contains(field);
    }

    static DeliveryForm read(String extension, String withheld) {
        return new DeliveryForm(
                extension,
                Arrays.stream(withheld.split(",", -1))
                        .map(Field::of)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    String withheldPaths() {
        return withheld.stream().map(Field::path).sorted().collect(Collectors.joining(","));
    }
}
