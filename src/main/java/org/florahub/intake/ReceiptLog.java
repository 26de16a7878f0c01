package org.florahub.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.transform.template.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One log line and the counts for each received message, which counts as one where it is rejected as a whole: numbers,
/// names of adapters, codes; nothing from a
/// message.
final class ReceiptLog {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final MeterRegistry meters;

    ReceiptLog(MeterRegistry meters) {
        this.meters = meters;
    }

    void note(Arrival arrival, Receipt receipt) {
        switch (receipt) {
            case Receipt.Accepted r -> note(arrival, r, "accepted", r.events(), r.alreadyKnown(), 0);
            case Receipt.PartlyAccepted r ->
                note(arrival, r, "partly accepted", r.events(), r.alreadyKnown(), r.rejected());
            case Receipt.Rejected r -> note(arrival, r, "rejected", 0, 0, Math.max(r.rejected(), 1));
            case Receipt.Refused r -> note(arrival, r, "refused unread", 0, 0, 1);
            case Receipt.Unfinished _ ->
                LOG.debug(
                        "a message from {} ends early and may still be growing",
                        arrival.adapter().name());
        }
    }

    private void note(Arrival arrival, Receipt receipt, String what, long events, long known, long rejected) {
        String sender = arrival.adapter().name();
        LOG.info(
                "message {} from {} over {}: {}{}, {} events, {} known, {} rejected{}",
                receipt.message(),
                sender,
                arrival.incoming().channel().type(),
                what,
                receipt.duplicate() ? " before" : "",
                events,
                known,
                rejected,
                codes(receipt));
        if (!receipt.duplicate()) {
            meters.counter("flora.events", "adapter", sender).increment((double) events);
            meters.counter("flora.rejected", "adapter", sender).increment((double) rejected);
        }
    }

    /// What the sender says and the format of its adapter has no place for: names of places, never values. Of a
    /// document that does not count nothing is said: where its header is missing, persons stand in place of names.
    void noteUnmapped(Arrival arrival, Reading reading) {
        if (reading.unmapped().isEmpty() || !reading.counts()) {
            return;
        }
        String sender = arrival.adapter().name();
        LOG.debug("a message from {} has places that nothing maps: {}", sender, reading.unmapped());
        long times =
                reading.unmapped().values().stream().mapToLong(Long::longValue).sum();
        meters.counter("flora.unmapped", "adapter", sender).increment((double) times);
    }

    private static String codes(Receipt receipt) {
        List<String> codes = receipt.problems().stream()
                .map(Problem::code)
                .distinct()
                .sorted()
                .toList();
        return codes.isEmpty() ? "" : ", codes " + String.join(" ", codes);
    }
}
