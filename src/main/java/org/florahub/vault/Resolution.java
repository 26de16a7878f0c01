package org.florahub.vault;

import org.florahub.event.Field;

/// What the identifiers of a statement led to: a [Subject], or the reason why not.
public sealed interface Resolution permits Subject, Resolution.Unresolved {

    /// The statement's identifiers name nobody, or not one person alone.
    ///
    /// @param code     see [org.florahub.event.Problem#code()]
    /// @param field    the identifier to look at
    /// @param found    see [org.florahub.event.Problem#found()]
    /// @param expected see [org.florahub.event.Problem#expected()]
    /// @param remedy   see [org.florahub.event.Problem#remedy()]
    record Unresolved(String code, Field field, String found, String expected, String remedy) implements Resolution {}
}
