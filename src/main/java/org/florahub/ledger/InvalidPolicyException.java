package org.florahub.ledger;

import java.util.List;

/// A policy file that says nothing that can be followed. Lists every mistake in it.
public final class InvalidPolicyException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    InvalidPolicyException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /// One sentence each, in the order of the lines: which line, what was found and what was expected.
    public List<String> mistakes() {
        return mistakes;
    }
}
