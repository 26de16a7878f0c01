package org.florahub.cli;

/// A command could not do its work. The message says why and what to do, and is all that the user sees.
final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
        super(message);
    }

    CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
