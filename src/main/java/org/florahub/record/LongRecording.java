package org.florahub.record;

import java.util.List;
import org.florahub.event.Problem;

/// A long message that is recorded in chunks, each a transaction with its progress, so that a crash costs no more than
/// the chunk at hand. For one thread at a time. Close it, finished or not: an unfinished one can be resumed.
@SuppressWarnings("DoNotCallSuggester")
public final class LongRecording implements AutoCloseable {

    /// The hub's number of the message.
    public long message() {
        return 0;
    }

    /// How many statements have been taken up, refused ones included: the caller skips as many and goes on from there.
    public long statements() {
        return 0;
    }

    /// Records the next statements. Blocks until they are durable.
    ///
    /// @param entries at most [Submission#ENTRIES_MAX]
    /// @return those that were not taken, by their index in `entries`
    /// @throws StoreUnavailableException if they could not be made durable: close, and begin again later
    public List<Refused> chunk(List<Entry> entries) {
        throw new UnsupportedOperationException(entries.toString());
    }

    /// Says that all statements have been taken up. Blocks until that is durable.
    ///
    /// @param problems what intake found wrong
    /// @param rejected number of records that intake left out
    public Recorded finish(List<Problem> problems, long rejected) {
        throw new UnsupportedOperationException(problems.toString() + rejected);
    }

    @Override
    public void close() {}
}
