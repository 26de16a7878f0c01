package org.florahub.vault;

/// A file number names several persons, where one is meant.
public final class SeveralPersonsException extends RuntimeException {

    SeveralPersonsException() {
        super("The file number: found several persons in that file, expected one person. "
                + "Name the person by AZR number or arrival number.");
    }
}
