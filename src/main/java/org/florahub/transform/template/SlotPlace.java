package org.florahub.transform.template;

import java.util.List;
import org.florahub.event.Field;

/// A slot of a template, for people who ask what a format carries.
///
/// @param template  name of the template
/// @param where     XML path, column or key
/// @param fields    what it carries, at least one
/// @param optional  whether it may be empty
/// @param reads     whether it is looked at when reading
/// @param writes    whether it is filled when writing
public record SlotPlace(
        String template, String where, List<Field> fields, boolean optional, boolean reads, boolean writes) {

    public SlotPlace {
        fields = List.copyOf(fields);
    }
}
