package org.florahub.ledger;

/// The stored entries, the keys or the tree are not those of the last signed checkpoint. The hub must not start:
/// signing on would contradict what was signed before.
///
/// The message says what was found, what was signed, and what to do.
public final class LedgerMismatchException extends Exception {

    LedgerMismatchException(String found, String expected, String remedy) {
        super("Ledger: found %s, expected %s. %s".formatted(found, expected, remedy));
    }
}
