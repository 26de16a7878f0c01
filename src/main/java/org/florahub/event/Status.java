package org.florahub.event;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// One row of the status catalogue.
///
/// @param key      kebab-case name, for example `decision-issued`
/// @param german   official German term
/// @param english  what it is called in English
/// @param issuers  DVDV prefixes of the authorities that may state it
/// @param required details that every statement of this status has, in the order of the fields
/// @param allowed  details that it may have besides
public record Status(
        String key, String german, String english, Set<String> issuers, Set<Field> required, Set<Field> allowed) {

    public Status {
        issuers = Set.copyOf(issuers);
        required = inOrder(required);
        allowed = inOrder(allowed);
    }

    private static Set<Field> inOrder(Set<Field> fields) {
        var inOrder = EnumSet.noneOf(Field.class);
        inOrder.addAll(fields);
        return Collections.unmodifiableSet(inOrder);
    }

    /// Whether a statement of this status may have that field. Fields that are no details are always allowed.
    public boolean permits(Field field) {
        return !field.detail() || required.contains(field) || allowed.contains(field);
    }
}
