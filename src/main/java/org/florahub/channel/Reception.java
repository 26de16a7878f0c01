package org.florahub.channel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;

/// The one call that every route ends in: hands a batch of messages to intake, all at once, since what waits
/// together is made durable together.
///
/// Meters `flora.received` (by channel, adapter and result) and `flora.inflight`. Thread-safe.
public final class Reception {

    private final Receiver receiver;
    private final MeterRegistry meters;
    private final AtomicInteger inFlight = new AtomicInteger();

    Reception(Receiver receiver, MeterRegistry meters) {
        this.receiver = receiver;
        this.meters = meters;
        meters.gauge("flora.inflight", inFlight);
    }

    /// Hands over messages of one sender in their order, and returns when each of them has a receipt or has failed;
    /// one never spoils another.
    ///
    /// @return what became of each, in the order of the batch
    public List<Handover> receive(List<Incoming> batch) throws InterruptedException {
        inFlight.addAndGet(batch.size());
        try {
            List<Future<Receipt>> receipts = receiver.receive(batch);
            var handovers = new ArrayList<Handover>(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                Handover handover = handover(receipts.get(i));
                count(batch.get(i), handover);
                handovers.add(handover);
            }
            return handovers;
        } finally {
            inFlight.addAndGet(-batch.size());
        }
    }

    /// The word for a receipt in metrics and reply properties.
    static String result(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Accepted _ -> "accepted";
            case Receipt.PartlyAccepted _ -> "partly-accepted";
            case Receipt.Rejected _ -> "rejected";
            case Receipt.Refused _ -> "refused";
            case Receipt.Unfinished _ -> "unfinished";
        };
    }

    private static Handover handover(Future<Receipt> receipt) {
        return switch (receipt.state()) {
            case SUCCESS -> new Handover.Taken(receipt.resultNow());
            case FAILED -> new Handover.Failed(receipt.exceptionNow());
            case CANCELLED, RUNNING -> throw new IllegalStateException("Intake did not finish a message");
        };
    }

    private void count(Incoming incoming, Handover handover) {
        String result = switch (handover) {
            case Handover.Taken(Receipt receipt) -> result(receipt);
            case Handover.Failed _ -> "failed";
        };
        Tags tags = Tags.of(
                "channel", incoming.channel().type(),
                "adapter", incoming.adapter().name(),
                "result", result);
        meters.counter("flora.received", tags).increment();
    }
}
