package org.florahub.channel;

import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;

/// Where every channel hands its messages: [org.florahub.intake.Intake#receive].
@FunctionalInterface
interface Receiver {

    /// Returns when what the receipt says is durable.
    ///
    /// @throws org.florahub.intake.IntakeUnavailableException if nothing can be made durable now
    Receipt receive(Incoming incoming);
}
