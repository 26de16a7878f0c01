package org.florahub.witness;

/// A witness cannot work with what is in its folder. The message says which file, why and what to do.
public final class BrokenWitnessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenWitnessException(String message) {
        super(message);
    }
}
