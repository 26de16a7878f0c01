package org.florahub.channel;

import java.util.List;
import java.util.concurrent.Future;
import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;

/// Where every channel hands its messages: [org.florahub.intake.Intake#receiveInOrder].
@FunctionalInterface
interface Receiver {

    /// Returns when what the receipts say is durable, with one done future for each message, in their order.
    List<Future<Receipt>> receive(List<Incoming> messages) throws InterruptedException;
}
