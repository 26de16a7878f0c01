package org.florahub.record;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The newest events as they were committed, so that deliverers need not read and unseal at once what the writer has
/// just sealed. At most [#MAX]; the newer displaces the older.
///
/// Only what is committed gets here, and what is stored of an event never changes but for its erasure, after which all
/// are forgotten; so whatever is found is what the tables say. It does not say that the event is still there: that is
/// for the tables to answer. Thread-safe.
final class NewestEvents {

    static final int MAX = 2_048;

    private final AtomicReferenceArray<@Nullable RecordedEvent> places = new AtomicReferenceArray<>(MAX);

    /// @param events of one transaction that is committed
    void committed(List<RecordedEvent> events) {
        events.forEach(event -> places.setRelease(place(event.seq()), event));
    }

    /// The event of that number, `null` if it is not among the newest.
    @Nullable
    RecordedEvent find(long seq) {
        RecordedEvent event = places.getAcquire(place(seq));
        return event != null && event.seq() == seq ? event : null;
    }

    /// Forgets all of them: some may have been erased.
    void forget() {
        for (int i = 0; i < MAX; i++) {
            places.set(i, null);
        }
    }

    private static int place(long seq) {
        return (int) (seq % MAX);
    }
}
