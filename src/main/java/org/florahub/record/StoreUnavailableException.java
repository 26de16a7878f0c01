package org.florahub.record;

import org.jspecify.annotations.Nullable;

/// The store could not make something durable: the disk is full, an I/O error, or the hub is shutting down.
///
/// Nothing of the failed call is recorded, or, after an I/O error while committing, it is recorded and a
/// repetition is recognised as a duplicate. Either way the cure is to repeat the call later.
public final class StoreUnavailableException extends RuntimeException {

    private final boolean certain;

    StoreUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, true);
    }

    StoreUnavailableException(String message, @Nullable Throwable cause, boolean certain) {
        super(message, cause);
        this.certain = certain;
    }

    /// Whether it is certain that nothing is recorded.
    boolean certain() {
        return certain;
    }
}
