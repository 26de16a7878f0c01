package org.florahub.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.event.Problem;
import org.florahub.record.LongRecording;
import org.florahub.record.Message;
import org.florahub.record.MessageHeader;
import org.florahub.record.Opening;
import org.florahub.record.Recorded;
import org.florahub.record.Store;
import org.florahub.record.StoreUnavailableException;
import org.florahub.record.Submission;
import org.florahub.transform.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way into the hub: takes a message of any channel and returns when it cannot be lost any more.
///
/// Thread-safe and blocking: call it from as many virtual threads as there are messages, because messages that wait
/// together are made durable together. Memory per call is bounded: a message up to [IntakeLimits#memoryBytesMax()]
/// is
/// held, a longer one is streamed from its file.
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Store store;
    private final Adapters adapters;
    private final IntakeLimits limits;
    private final MeterRegistry meters;
    private final Receipts receipts;

    /// @param store    where messages become durable
    /// @param adapters who is connected, and how each of them writes
    /// @param limits   what is taken at most
    /// @param meters   gets `flora.events`, `flora.rejected` and `flora.intake.time`
    public Intake(Store store, Adapters adapters, IntakeLimits limits, MeterRegistry meters) {
        this.store = store;
        this.adapters = adapters;
        this.limits = limits;
        this.meters = meters;
        this.receipts = new Receipts(store.events(), new Answers(Wording.german()));
    }

    /// Receives a message. When this returns, what the receipt says is durable, except for [Receipt.Unfinished].
    ///
    /// The same message again gives the answer of the first time and records nothing. Nothing about the content of
    /// a
    /// message makes this throw.
    ///
    /// @throws UncheckedIOException if the content cannot be read: hand it over again later
    /// @throws IntakeUnavailableException if it could not be made durable: hand it over again later
    public Receipt receive(Incoming incoming) {
        return timed(incoming, 0);
    }

    /// Reads a quarantined message once more, with the adapter and transform of today, as if it had just been
    /// received.
    /// What can be taken now is recorded, and the old message leaves the quarantine in the same transaction.
    ///
    /// @param message the hub's number of it
    /// @throws IllegalArgumentException if it is not in quarantine, or its sender is no longer connected
    public Receipt replay(long message) {
        Message quarantined = store.quarantine()
                .show(message)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Message %d is not in quarantine. List what is: flora quarantine list.".formatted(message)));
        if (quarantined.header().transform().equals(Arrival.UNREAD)) {
            throw new IllegalArgumentException(
                    "Message %d was too large and is not in the hub. Raise the limit and hand it over again."
                            .formatted(message));
        }
        Arrival origin = origin(quarantined.header())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Message %d came from %s over %s, which is not connected. Restore the adapter, then replay."
                                .formatted(
                                        message,
                                        quarantined.header().sender(),
                                        quarantined.header().channel())));
        try (InputStream original = store.quarantine().original(message)) {
            return timed(origin.with(Content.of(original.readAllBytes())).incoming(), message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Goes on with the long messages that were being recorded when the hub stopped. Call it once at start, before
    /// or
    /// while channels receive: a sender who hands such a message over again meanwhile waits for it and gets its
    /// answer.
    ///
    /// @return how many were finished
    public int resumeUnfinished() {
        int finished = 0;
        for (Message message : store.recorder().unfinished()) {
            Optional<Arrival> origin = origin(message.header());
            if (origin.isEmpty()) {
                LOG.warn(
                        "message {} from {} is unfinished and its adapter is not connected: it stays as it is",
                        message.no(),
                        message.header().sender());
                continue;
            }
            try (LongRecording recording = store.recorder().resume(message.no())) {
                if (recording != null) {
                    LOG.info("message {}: going on after {} statements", message.no(), recording.statements());
                    Arrival stored = origin.get()
                            .with(new Content.Stored(
                                    message.sizeBytes(), () -> store.events().original(message.no())));
                    report(stored, receipts.of(stored, recordLong(stored, recording)));
                    finished++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return finished;
    }

    private Receipt timed(Incoming incoming, long replays) {
        Timer.Sample time = Timer.start(meters);
        try {
            Arrival arrival = new Arrival(incoming, adapters).held(limits);
            Receipt receipt = tooLarge(incoming)
                    ? receipts.refused(arrival, store.recorder().record(unread(arrival)))
                    : take(arrival, replays);
            report(arrival, receipt);
            return receipt;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StoreUnavailableException e) {
            throw new IntakeUnavailableException(e);
        } finally {
            time.stop(meters.timer(
                    "flora.intake.time", "adapter", incoming.adapter().name()));
        }
    }

    private Receipt take(Arrival arrival, long replays) throws IOException {
        if (replays == 0) {
            Optional<Recorded> earlier = store.recorder().earlier(arrival.header(), arrival.sha256());
            if (earlier.isPresent()) {
                return receipts.of(arrival, earlier.get());
            }
        }
        var pass = new FirstPass(arrival.gate(), limits);
        Reading reading = arrival.read(pass, true);
        if (reading.endedEarly() && arrival.incoming().mayGrow()) {
            return new Receipt.Unfinished();
        }
        MessageHeader header = arrival.header(reading);
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(pass.problems());
        boolean whole = !arrival.transform().takesRecordsSingly();
        if (!reading.counts() || (whole && !problems.isEmpty())) {
            return receipts.of(
                    arrival,
                    store.recorder()
                            .record(Submission.rejected(header, arrival.original(), problems)
                                    .replaying(replays)));
        }
        Optional<Problem> tooMany = arrival.tooMany(pass.taken() + pass.rejected());
        if (tooMany.isPresent()) {
            return receipts.of(
                    arrival,
                    store.recorder()
                            .record(Submission.rejected(header, arrival.original(), List.of(tooMany.get()))
                                    .replaying(replays)));
        }
        if (pass.isLong()) {
            return takeLong(arrival, header, replays);
        }
        return receipts.of(
                arrival,
                store.recorder()
                        .record(new Submission(
                                header,
                                arrival.original(),
                                pass.entries(),
                                problems,
                                pass.rejected(),
                                whole,
                                replays)));
    }

    private Receipt takeLong(Arrival arrival, MessageHeader header, long replays) throws IOException {
        return switch (store.recorder().begin(header, arrival.original(), replays)) {
            case Opening.Known(Recorded recorded) -> receipts.of(arrival, recorded);
            case Opening.Started(LongRecording recording) -> {
                try (recording) {
                    yield receipts.of(arrival, recordLong(arrival, recording));
                }
            }
        };
    }

    private Recorded recordLong(Arrival arrival, LongRecording recording) throws IOException {
        var pass = new LaterPass(arrival.gate(), limits, recording, statements -> progress(recording, statements));
        Reading reading = arrival.read(pass, false);
        pass.flush();
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(pass.problems());
        return recording.finish(problems, pass.rejected());
    }

    private static void progress(LongRecording recording, long statements) {
        if (statements % 10_000 == 0) {
            LOG.info("message {}: {} statements recorded", recording.message(), statements);
        }
    }

    private boolean tooLarge(Incoming incoming) {
        long bytesMax = Math.min(limits.bytesMax(), incoming.adapter().limits().bytesMax());
        return incoming.content().sizeBytes() > bytesMax;
    }

    private static Submission unread(Arrival arrival) {
        Problem problem = new Problem(
                "S999",
                arrival.incoming().name(),
                0,
                0,
                null,
                "a message that is too large",
                "at most %d bytes".formatted(arrival.adapter().limits().bytesMax()),
                "Divide the message, or have the limit raised.");
        return Submission.rejected(arrival.unreadHeader(), arrival.reference(), List.of(problem));
    }

    /// The adapter and channel of today for a message of earlier.
    private Optional<Arrival> origin(MessageHeader header) {
        Adapter adapter = adapters.get(header.sender());
        if (adapter == null) {
            return Optional.empty();
        }
        String transform = header.transform().substring(0, header.transform().indexOf('@'));
        return adapter.in().stream()
                .filter(channel -> channel.type().equals(header.channel()))
                .min(Comparator.comparing(channel -> !channel.transform().name().equals(transform)))
                .map(channel -> new Arrival(
                        new Incoming(adapter, channel, header.name(), Content.of(new byte[0]), header.messageId()),
                        adapters));
    }

    private void report(Arrival arrival, Receipt receipt) {
        String sender = arrival.adapter().name();
        switch (receipt) {
            case Receipt.Accepted r -> report(arrival, receipt, "accepted", r.events(), r.alreadyKnown(), 0);
            case Receipt.PartlyAccepted r ->
                report(arrival, receipt, "partly accepted", r.events(), r.alreadyKnown(), r.rejected());
            case Receipt.Rejected _ -> report(arrival, receipt, "rejected", 0, 0, 1);
            case Receipt.Refused _ -> report(arrival, receipt, "refused unread", 0, 0, 1);
            case Receipt.Unfinished _ -> LOG.debug("a message from {} ends early and may still be growing", sender);
        }
    }

    private void report(Arrival arrival, Receipt receipt, String what, long events, long known, long rejected) {
        String sender = arrival.adapter().name();
        LOG.info(
                "message {} from {} over {}: {}{}, {} events, {} known, {} rejected, codes {}",
                receipt.message(),
                sender,
                arrival.incoming().channel().type(),
                what,
                receipt.duplicate() ? " before, answered again" : "",
                events,
                known,
                rejected,
                receipt.problems().stream()
                        .map(Problem::code)
                        .distinct()
                        .sorted()
                        .toList());
        if (!receipt.duplicate()) {
            meters.counter("flora.events", "adapter", sender).increment((double) events);
            meters.counter("flora.rejected", "adapter", sender).increment((double) rejected);
        }
    }
}
