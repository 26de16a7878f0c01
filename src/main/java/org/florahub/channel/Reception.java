package org.florahub.channel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;

/// The one call that every route ends in: hands a batch of messages to intake, all at once, since what waits together
/// is
/// made durable together.
///
/// Meters `flora.received` (by channel, adapter and result) and `flora.inflight` (by channel). Thread-safe.
public final class Reception implements AutoCloseable {

    private final Receiver receiver;
    private final MeterRegistry meters;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("intake-", 0).factory());
    private final AtomicInteger inFlight;

    Reception(Receiver receiver, MeterRegistry meters) {
        this.receiver = receiver;
        this.meters = meters;
        this.inFlight = meters.gauge("flora.inflight", new AtomicInteger());
    }

    /// Hands over a batch and returns when each message of it has a receipt or has failed; one never spoils another.
    ///
    /// @return what became of each, in the order of the batch
    public List<Handover> receive(List<Incoming> batch) throws InterruptedException {
        if (batch.size() == 1) {
            return List.of(one(batch.getFirst()));
        }
        var waiting = new ArrayList<Future<Handover>>(batch.size());
        for (Incoming incoming : batch) {
            waiting.add(threads.submit(() -> one(incoming)));
        }
        var done = new ArrayList<Handover>(batch.size());
        for (Future<Handover> future : waiting) {
            try {
                done.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return done;
    }

    /// Hands over one message in the caller's thread.
    Handover one(Incoming incoming) {
        inFlight.incrementAndGet();
        try {
            Receipt receipt = receiver.receive(incoming);
            count(incoming, result(receipt));
            return new Handover.Taken(receipt);
        } catch (RuntimeException e) {
            count(incoming, "failed");
            return new Handover.Failed(e);
        } finally {
            inFlight.decrementAndGet();
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

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void count(Incoming incoming, String result) {
        Tags tags = Tags.of(
                "channel", incoming.channel().type(),
                "adapter", incoming.adapter().name(),
                "result", result);
        meters.counter("flora.received", tags).increment();
    }
}
