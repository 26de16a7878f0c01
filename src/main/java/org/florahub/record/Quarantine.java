package org.florahub.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.florahub.event.Problem;

/// The messages that were rejected, wholly or partly, and have not been dealt with. Their originals are kept.
///
/// A replay is a new [Submission] of the original that names the old message ([Submission#replays()]): when it has
/// been recorded, the old one leaves quarantine in the same transaction. Replayed twice, it gets the same answer
/// twice.
public final class Quarantine {

    private final Readers readers;
    private final Events events;

    Quarantine(Readers readers, Events events) {
        this.readers = readers;
        this.events = events;
    }

    /// The newest first.
    ///
    /// @param before only those with a smaller number; `Long.MAX_VALUE` for all
    /// @param max    at most so many
    public List<Message> list(long before, int max) {
        return readers.read(connection -> new MessageTable(connection)
                .inQuarantine(before, max).stream().map(MessageRow::message).toList());
    }

    /// One message that is or was in quarantine.
    public Optional<Message> show(long message) {
        return events.message(message)
                .filter(found ->
                        found.disposition() == Disposition.REJECTED || found.disposition() == Disposition.PARTLY);
    }

    /// What is wrong with it.
    public List<Problem> problems(long message) {
        return events.problems(message);
    }

    /// Its bytes, decrypted as they are read.
    ///
    /// @throws IOException see [Events#original]
    public InputStream original(long message) throws IOException {
        return events.original(message);
    }
}
