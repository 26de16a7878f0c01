package org.florahub.channel;

import java.io.IOException;

/// An authority's server cannot be reached, or lets the hub do nothing there. The message is one sentence or two for
/// the operator: what was found, and what to do.
final class AwayException extends IOException {

    private static final long serialVersionUID = 1;

    AwayException(String message) {
        super(message);
    }

    AwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
