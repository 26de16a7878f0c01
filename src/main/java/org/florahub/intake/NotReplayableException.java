package org.florahub.intake;

/// A message that cannot be read once more as things are. Says what to do first; quotes nothing of the message.
public final class NotReplayableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotReplayableException(String message) {
        super(message);
    }
}
