package org.florahub.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Problem;

/// Reads what is recorded. Thread-safe; sees every transaction that has been committed.
@SuppressWarnings("DoNotCallSuggester")
public final class Events {

    /// The events from a sequence number on, in order.
    ///
    /// @param from first sequence number
    /// @param max  at most so many
    public List<RecordedEvent> from(long from, int max) {
        throw new UnsupportedOperationException("" + from + max);
    }

    /// The event of that id.
    public Optional<RecordedEvent> byId(EventId id) {
        throw new UnsupportedOperationException(id.toString());
    }

    /// The events of one message, in its order.
    public List<RecordedEvent> ofMessage(long message) {
        throw new UnsupportedOperationException("" + message);
    }

    /// The events of a case, in order of recording.
    public List<RecordedEvent> ofCase(CaseRef caseRef) {
        throw new UnsupportedOperationException(caseRef.toString());
    }

    /// The case as its events leave it.
    public Optional<CaseState> state(CaseRef caseRef) {
        throw new UnsupportedOperationException(caseRef.toString());
    }

    /// Who received an event.
    public List<Delivery> deliveries(long seq) {
        throw new UnsupportedOperationException("" + seq);
    }

    /// What a delivery consisted of.
    ///
    /// @param id of the delivery
    public Optional<DeliveredUnit> delivery(UUID id) {
        throw new UnsupportedOperationException(id.toString());
    }

    /// One message without its content.
    public Optional<Message> message(long no) {
        throw new UnsupportedOperationException("" + no);
    }

    /// The newest messages first.
    ///
    /// @param before only those with a smaller number; `Long.MAX_VALUE` for all
    /// @param max    at most so many
    public List<Message> messages(long before, int max) {
        throw new UnsupportedOperationException("" + before + max);
    }

    /// What was wrong with a message.
    public List<Problem> problems(long message) {
        throw new UnsupportedOperationException("" + message);
    }

    /// The original of a message, decrypted as it is read. A damaged or shortened one ends in an [IOException].
    public InputStream original(long message) throws IOException {
        throw new IOException("" + message);
    }

    /// Counts of what the store holds.
    public Statistics statistics() {
        throw new UnsupportedOperationException();
    }
}
