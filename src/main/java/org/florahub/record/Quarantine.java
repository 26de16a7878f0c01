package org.florahub.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.florahub.event.Problem;

/// The messages that were rejected, wholly or partly, and have not been dealt with. Their originals are kept.
///
/// A replay is a new [Submission] of the original that names the old message ([Submission#replays()]): when it has been
/// recorded, the old one leaves quarantine in the same transaction.
@SuppressWarnings("DoNotCallSuggester")
public final class Quarantine {

    /// The newest first.
    ///
    /// @param before only those with a smaller number; `Long.MAX_VALUE` for all
    /// @param max    at most so many
    public List<Message> list(long before, int max) {
        throw new UnsupportedOperationException("" + before + max);
    }

    /// One message of the quarantine, replayed ones included.
    public Optional<Message> show(long message) {
        throw new UnsupportedOperationException("" + message);
    }

    /// What is wrong with it.
    public List<Problem> problems(long message) {
        throw new UnsupportedOperationException("" + message);
    }

    /// Its bytes, decrypted as they are read.
    public InputStream original(long message) throws IOException {
        throw new IOException("" + message);
    }
}
