package org.florahub.record;

/// An erasure cannot be proposed or approved; the message says why and what to do.
public final class NotErasableException extends RuntimeException {

    NotErasableException(String message) {
        super(message);
    }
}
