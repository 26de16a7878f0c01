package org.florahub.intake;

/// The hub cannot take messages now: its store cannot make them durable, or nothing may be received. No message is at
/// fault: hand it over again later.
public final class IntakeUnavailableException extends RuntimeException {

    /// @param cause what the store said; it quotes nothing from a message
    public IntakeUnavailableException(RuntimeException cause) {
        super("The store is not available: " + cause.getMessage(), cause);
    }

    /// @param reason why nothing may be received
    IntakeUnavailableException(String reason) {
        super("Nothing is received: " + reason);
    }
}
