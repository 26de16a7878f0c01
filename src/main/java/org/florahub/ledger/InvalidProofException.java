package org.florahub.ledger;

/// A note, proof or bundle that proves nothing: broken in form, or not adding up. Asking again will not help.
///
/// The message says what was found and expected and quotes no value of an event.
public final class InvalidProofException extends RuntimeException {

    InvalidProofException(String message) {
        super(message);
    }

    /// The same with the place in front.
    InvalidProofException at(String place) {
        var located = new InvalidProofException(place + ": " + getMessage());
        located.initCause(this);
        return located;
    }
}
