package org.florahub.kit;

/// The kit cannot do what it was asked. The message says why and what to do, and quotes no value.
public final class KitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    KitException(String message) {
        super(message);
    }

    KitException(String message, Throwable cause) {
        super(message, cause);
    }
}
