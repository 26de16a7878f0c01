package org.florahub.record;

/// Two cases cannot be merged or split; the message says why and what to do.
public final class CaseLinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CaseLinkException(String message) {
        super(message);
    }
}
