package org.florahub.record;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes messages durable. Thread-safe: call it from as many virtual threads as there are messages, because what waits
/// together is committed together, and one durable wait serves all of it.
@SuppressWarnings("DoNotCallSuggester")
public final class Recorder {

    /// Records a message with its statements, or recognises it. Blocks until the result is durable.
    ///
    /// @throws StoreUnavailableException if it could not be made durable: repeat later
    public Recorded record(Submission submission) {
        throw new UnsupportedOperationException(submission.toString());
    }

    /// The answer to an earlier message of that sender with the same bytes, so that a duplicate need not be read again.
    /// A rejection is repeated only while adapter and transform are the ones that rejected it.
    ///
    /// @param header of the message at hand; its message id may be `null` before the message is read
    /// @param sha256 of its bytes
    public Optional<Recorded> earlier(MessageHeader header, byte[] sha256) {
        throw new UnsupportedOperationException(header.toString() + sha256.length);
    }

    /// Begins a message of more than [Submission#ENTRIES_MAX] statements, or goes on with it after a crash. When it
    /// returns, the original is durable. Blocks while another thread records the same bytes of the same sender.
    ///
    /// @param replays see [Submission#replays()]
    /// @throws StoreUnavailableException if it could not be made durable: repeat later
    public Opening begin(MessageHeader header, Original original, long replays) {
        throw new UnsupportedOperationException(header.toString() + original + replays);
    }

    /// Messages whose statements are not all recorded: what was going on when the hub last stopped.
    public List<Message> unfinished() {
        return List.of();
    }

    /// Goes on with an unfinished message. Its original is read with [Events#original].
    ///
    /// @return `null` if it is finished by now
    public @Nullable LongRecording resume(long message) {
        throw new UnsupportedOperationException("" + message);
    }
}
