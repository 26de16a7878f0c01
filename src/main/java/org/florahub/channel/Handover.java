package org.florahub.channel;

import org.florahub.intake.IntakeUnavailableException;
import org.florahub.intake.Receipt;

/// How handing one message to intake ended.
sealed interface Handover {

    /// It has a receipt, so the channel may forget it, unless it is unfinished.
    record Taken(Receipt receipt) implements Handover {}

    /// The hub failed: the message stays where it is and is handed over again.
    record Failed(Throwable cause) implements Handover {

        /// Whether the hub could take no message at all just now, so that this one is not to blame.
        boolean ofTheHub() {
            return cause instanceof IntakeUnavailableException;
        }
    }
}
