package org.florahub.intake;

import org.jspecify.annotations.Nullable;

/// Says whether anything may be received. Asked for each message: be quick.
@FunctionalInterface
public interface Suspension {

    /// Nothing speaks against receiving.
    Suspension NEVER = () -> null;

    /// Why nothing is received at the moment, in a sentence for the operator, or `null` if messages are taken.
    @Nullable
    String reason();
}
