package org.florahub.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.florahub.event.Problem;
import org.florahub.record.Erasures;
import org.florahub.record.LongRecording;
import org.florahub.record.Message;
import org.florahub.record.MessageHeader;
import org.florahub.record.Opening;
import org.florahub.record.Recorded;
import org.florahub.record.Recorder;
import org.florahub.record.Store;
import org.florahub.record.Submission;
import org.florahub.transform.template.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a message and has recorded what can be taken of it, or why nothing can.
final class Acceptance {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
    private static final int PROBLEMS_MAX = 100;

    private final Recorder recorder;
    private final Erasures erasures;
    private final IntakeLimits limits;
    private final ReceiptLog log;

    Acceptance(Store store, IntakeLimits limits, ReceiptLog log) {
        this.recorder = store.recorder();
        this.erasures = store.erasures();
        this.limits = limits;
        this.log = log;
    }

    /// What is durable of a message.
    ///
    /// @param header   as it was read this time
    /// @param recorded what became of it
    record Taken(MessageHeader header, Recorded recorded) {}

    /// Takes a message, or recognises it.
    ///
    /// @param replays number of the quarantined message that this is a new attempt of; 0 if none
    /// @return what is durable now; empty if the document ends early and may still be growing
    Optional<Taken> accept(Arrival arrival, long replays) throws IOException {
        if (limits.bytesMax(arrival.adapter()) < arrival.content().sizeBytes()) {
            return Optional.of(record(unread(arrival)));
        }
        Acknowledgement acknowledgement = Acknowledgement.in(arrival.content());
        if (acknowledgement != null) {
            return Optional.of(acknowledged(arrival, acknowledgement, replays));
        }
        if (replays > 0) {
            return read(arrival, replays);
        }
        byte[] sha256 = arrival.sha256();
        Optional<Recorded> earlier = recorder.earlier(arrival.header(), sha256);
        if (earlier.isPresent()) {
            return Optional.of(new Taken(arrival.header(), earlier.get()));
        }
        if (arrival.content() instanceof Content.OnDisk) { // shorter ones are as soon read as looked up
            Optional<Message> begun = recorder.unfinished(arrival.header(), sha256);
            if (begun.isPresent()) {
                return goOn(arrival, begun.get(), sha256);
            }
        }
        return read(arrival, 0);
    }

    /// Counts for the adapter that the channel authenticated, whatever else the message says. Recorded like
    /// any message, so that it can be shown; repeated after a crash it counts once.
    private Taken acknowledged(Arrival arrival, Acknowledgement acknowledgement, long replays) {
        String sender = arrival.adapter().name();
        boolean known = erasures.acknowledged(
                acknowledgement.erasure(), sender, arrival.adapter().credentials());
        if (known) {
            LOG.info("erasure {} is acknowledged by {}", acknowledgement.erasure(), sender);
        }
        Submission submission = known
                ? Submission.of(arrival.header(), arrival.original(), List.of(), true)
                : Submission.rejected(
                        arrival.header(),
                        arrival.original(),
                        List.of(acknowledgement.unknown(arrival.incoming().name())));
        return record(submission.replaying(replays));
    }

    /// Goes on with a message that a crash has left unfinished, or waits for whoever does so already: it was checked
    /// and its original is durable, so it need not be read and kept a second time.
    private Optional<Taken> goOn(Arrival arrival, Message begun, byte[] sha256) throws IOException {
        check(arrival, begun.no(), begun.header());
        try (LongRecording recording = recorder.resume(begun.no())) {
            if (recording != null) {
                return Optional.of(new Taken(recording.header(), resume(arrival, recording)));
            }
        }
        return recorder.earlier(arrival.header(), sha256).map(recorded -> new Taken(arrival.header(), recorded));
    }

    /// Goes on with a long message after what is recorded of it.
    ///
    /// @throws OtherVersionException if other versions of adapter or transform began it
    Recorded resume(Arrival arrival, LongRecording recording) throws IOException {
        check(arrival, recording.message(), recording.header());
        var pass = new LaterPass(arrival.gate(), limits, recording);
        Reading reading = arrival.read(pass, false, tenth -> recorded(recording, tenth));
        pass.flush();
        return recording.finish(together(reading.problems(), pass.problems()), pass.rejected());
    }

    /// What one version has begun another does not continue: it may find other statements in the message.
    private static void check(Arrival arrival, long message, MessageHeader begun) {
        boolean same = begun.adapter().equals(arrival.adapter().identity())
                && arrival.transform().stillReads(begun.transform());
        if (!same) {
            throw new OtherVersionException(message, begun);
        }
    }

    private Optional<Taken> read(Arrival arrival, long replays) throws IOException {
        var pass = new FirstPass(arrival.gate(), limits);
        Reading reading = arrival.read(pass, true, tenth -> checked(arrival, tenth));
        if (reading.endedEarly() && arrival.incoming().mayGrow()) {
            return Optional.empty();
        }
        log.noteUnmapped(arrival, reading);
        MessageHeader header = arrival.header(reading);
        List<Problem> against = against(arrival, reading, pass);
        if (!against.isEmpty()) {
            Submission rejected = Submission.rejected(header, arrival.original(), against);
            return Optional.of(record(rejected.replaying(replays)));
        }
        if (pass.isLong()) {
            return Optional.of(new Taken(header, recordLong(arrival, header, replays)));
        }
        boolean whole = !arrival.transform().takesRecordsSingly();
        return Optional.of(record(new Submission(
                header, arrival.original(), pass.entries(), pass.problems(), pass.rejected(), whole, replays)));
    }

    /// Why nothing of the message can be taken.
    private static List<Problem> against(Arrival arrival, Reading reading, FirstPass pass) {
        Optional<Problem> tooMany = arrival.tooMany(pass.taken() + pass.rejected());
        if (tooMany.isPresent()) {
            return List.of(tooMany.get());
        }
        boolean whole = !arrival.transform().takesRecordsSingly();
        if (whole || !reading.counts()) {
            List<Problem> all = together(reading.problems(), pass.problems());
            return all.subList(0, Math.min(PROBLEMS_MAX, all.size()));
        }
        return List.of();
    }

    private Taken record(Submission submission) {
        return new Taken(submission.header(), recorder.record(submission));
    }

    private Recorded recordLong(Arrival arrival, MessageHeader header, long replays) throws IOException {
        return switch (recorder.begin(header, arrival.original(), replays)) {
            case Opening.Known(Recorded recorded) -> recorded;
            case Opening.Started(LongRecording recording) -> {
                try (recording) {
                    yield resume(arrival, recording);
                }
            }
        };
    }

    private Submission unread(Arrival arrival) {
        Problem problem = new Problem(
                "S999",
                arrival.incoming().name(),
                0,
                0,
                null,
                "a message that is too large",
                "at most %d bytes".formatted(limits.bytesMax(arrival.adapter())),
                "Divide the message, or have %s raised.".formatted(limits.bytesMaxOf(arrival.adapter())));
        return Submission.rejected(arrival.unreadHeader(), arrival.reference(), List.of(problem));
    }

    /// What an operator sees while a long message is read the first time.
    private static void checked(Arrival arrival, int tenth) {
        if (!(arrival.content() instanceof Content.Bytes)) {
            LOG.info(
                    "a message of {} MB from {}: {} % checked",
                    arrival.content().sizeBytes() >> 20, arrival.adapter().name(), 10 * tenth);
        }
    }

    /// What an operator sees while it is recorded.
    private static void recorded(LongRecording recording, int tenth) {
        LOG.info(
                "message {}: {} % read, {} statements recorded",
                recording.message(), 10 * tenth, recording.statements());
    }

    private static List<Problem> together(List<Problem> a, List<Problem> b) {
        var all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
