package org.florahub.transform.convert;

import org.florahub.event.Field;

/// What all converters say alike.
public final class Misfits {

    private Misfits() {}

    /// A value that is not of the slot's type.
    public static Mismatch of(String expected) {
        return new Mismatch("X001", "a value of another shape", expected, "Correct the value and send it again.");
    }

    /// The value of a field that the caller knows to be there.
    ///
    /// @throws IllegalArgumentException if it is not; the message names the field
    public static String require(Values from, Field field) {
        String value = from.get(field);
        if (value == null) {
            throw new IllegalArgumentException("The statement has no " + field.path());
        }
        return value;
    }
}
