package org.florahub.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.record.LongRecording;
import org.florahub.record.Message;
import org.florahub.record.MessageHeader;
import org.florahub.record.Store;
import org.florahub.record.StoreUnavailableException;
import org.florahub.record.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way into the hub: takes a message of any channel and returns when it cannot be lost any more.
///
/// Thread-safe and blocking: call it from as many virtual threads as there are messages, because messages that wait
/// together are made durable together. Memory per call is bounded: a message up to
/// [IntakeLimits#memoryBytesMax()] is held, a longer one is streamed from its file.
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Store store;
    private final Supplier<Adapters> adapters;
    private final IntakeLimits limits;
    private final Suspension suspension;
    private final MeterRegistry meters;
    private final Acceptance acceptance;
    private final Receipts receipts;
    private final ReceiptLog log;

    /// @param store      where messages become durable
    /// @param adapters   who is connected at the moment, and how each of them writes
    /// @param limits     what is taken at most
    /// @param suspension when nothing is taken
    /// @param meters     gets `flora.events`, `flora.rejected`, `flora.unmapped` and `flora.intake.time`
    public Intake(
            Store store,
            Supplier<Adapters> adapters,
            IntakeLimits limits,
            Suspension suspension,
            MeterRegistry meters) {
        this.store = store;
        this.adapters = adapters;
        this.limits = limits;
        this.suspension = suspension;
        this.meters = meters;
        this.log = new ReceiptLog(meters);
        this.acceptance = new Acceptance(store, limits, log);
        this.receipts = new Receipts(store.events(), Wording.german());
    }

    /// Receives a message. When this returns, what the receipt says is durable, except for [Receipt.Unfinished].
    ///
    /// The same message again gives the answer of the first time and records nothing. Nothing about the content of
    /// a message makes this throw.
    ///
    /// @throws UncheckedIOException       if the content cannot be read: hand it over again later
    /// @throws IntakeUnavailableException if nothing can be made durable or may be received: hand it over later
    public Receipt receive(Incoming incoming) {
        return accept(new Arrival(incoming, adapters.get()), 0);
    }

    /// Receives messages of one sender as [#receive(Incoming)] does, each on its own: they are read at the same
    /// time and recorded in the order of the list, so that none overtakes another.
    ///
    /// @return for each message, in order, its receipt or what receiving it threw; all of them are done
    public List<Future<Receipt>> receiveInOrder(List<Incoming> messages) throws InterruptedException {
        var receipts = new ArrayList<Future<Receipt>>(messages.size());
        var threads = new ArrayList<Thread>(messages.size());
        List<Turn> turns = Turn.row(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            Incoming message = messages.get(i);
            Turn turn = turns.get(i);
            var receipt = new FutureTask<>(() -> turn.take(() -> receive(message)));
            receipts.add(receipt);
            if (i < messages.size() - 1) {
                threads.add(Thread.ofVirtual().name("intake").start(receipt));
            } else {
                receipt.run(); // this thread would only wait
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return receipts;
    }

    /// Reads a quarantined message once more, with the adapter and transform of today, as if it had just been
    /// received. What can be taken now is recorded, and the old message leaves the quarantine in the same
    /// transaction.
    ///
    /// @param message the hub's number of it
    /// @throws NotReplayableException     if it is not in quarantine, was never read, or its sender is not
    ///                                    connected
    /// @throws IntakeUnavailableException if it could not be made durable
    public Receipt replay(long message) {
        Message rejected = store.quarantine()
                .show(message)
                .orElseThrow(() -> new NotReplayableException(
                        "Message %d is not in quarantine. List what is: flora quarantine list.".formatted(message)));
        MessageHeader header = rejected.header();
        if (header.transform().equals(Arrival.UNREAD)) {
            throw new NotReplayableException(
                    "Message %d was too large and is not in the hub. Raise the limit and hand it over again."
                            .formatted(message));
        }
        Arrival origin = origin(header)
                .orElseThrow(() -> new NotReplayableException(
                        "Message %d came from %s over %s, which is not connected. Restore the adapter, then replay."
                                .formatted(message, header.sender(), header.channel())));
        return accept(origin.with(stored(rejected)), message);
    }

    /// Goes on with the long messages that were being recorded when the hub stopped. Call it at start, before or
    /// while channels receive: a sender who hands such a message over again meanwhile waits for it and gets its
    /// answer.
    ///
    /// @return how many were finished
    public int resumeUnfinished() {
        return resume(store.recorder().unfinished());
    }

    /// Goes on with those of one sender, whose adapter has come into force: a message that other versions of
    /// adapter or transform began waits for these.
    ///
    /// @return how many were finished
    public int resumeUnfinished(String sender) {
        return resume(store.recorder().unfinished().stream()
                .filter(message -> message.header().sender().equals(sender))
                .toList());
    }

    private int resume(List<Message> unfinished) {
        int finished = 0;
        for (Message message : unfinished) {
            Optional<Arrival> origin = origin(message.header());
            if (origin.isEmpty()) {
                LOG.warn(
                        "message {} from {} is unfinished and its adapter is not connected: it stays as it is",
                        message.no(),
                        message.header().sender());
            } else if (resume(message, origin.get())) {
                finished++;
            }
        }
        return finished;
    }

    private Receipt accept(Arrival arrival, long replays) {
        String reason = suspension.reason();
        if (reason != null) {
            throw new IntakeUnavailableException(reason);
        }
        Timer.Sample time = Timer.start(meters);
        try {
            Arrival held = arrival.held(limits);
            Optional<Acceptance.Taken> taken = acceptance.accept(held, replays);
            Receipt receipt = taken.isPresent() ? receipts.of(held, taken.get()) : new Receipt.Unfinished();
            log.note(held, receipt);
            return receipt;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StoreUnavailableException e) {
            throw new IntakeUnavailableException(e);
        } finally {
            time.stop(meters.timer(
                    "flora.intake.time", "adapter", arrival.adapter().name()));
        }
    }

    private boolean resume(Message message, Arrival origin) {
        try (LongRecording recording = store.recorder().resume(message.no())) {
            if (recording == null) {
                return false;
            }
            LOG.info("message {}: going on after {} statements", message.no(), recording.statements());
            Arrival stored = origin.with(stored(message));
            var taken = new Acceptance.Taken(message.header(), acceptance.resume(stored, recording));
            log.note(stored, receipts.of(stored, taken));
            return true;
        } catch (OtherVersionException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content stored(Message message) {
        return new Content.Stored(message.sizeBytes(), () -> store.events().original(message.no()));
    }

    /// The adapter and channel of today for a message of earlier.
    private Optional<Arrival> origin(MessageHeader header) {
        Adapters current = adapters.get();
        Adapter adapter = current.get(header.sender());
        if (adapter == null) {
            return Optional.empty();
        }
        String transform = header.transform().substring(0, header.transform().indexOf('@'));
        return adapter.in().stream()
                .filter(channel -> channel.type().equals(header.channel()))
                .min(Comparator.comparing(channel -> !channel.transform().name().equals(transform)))
                .map(channel -> new Arrival(
                        new Incoming(adapter, channel, header.name(), Content.of(new byte[0]), header.messageId()),
                        current));
    }
}
