package org.florahub.record;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.florahub.ledger.Commitment;
import org.florahub.ledger.Findings;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;

/// Opens every event and computes its leaf again. What was erased is passed over.
final class EventCheck {

    private static final int PAGE = 500;

    private final Readers readers;
    private final Vault vault;
    private final Findings findings;
    private long opened;

    EventCheck(Readers readers, Vault vault, Findings findings) {
        this.readers = readers;
        this.vault = vault;
        this.findings = findings;
    }

    long run(LongConsumer progress) {
        long last = readers.read(
                connection -> new Prepared(connection, "SELECT coalesce(max(seq), 0) FROM event").number());
        for (long from = 1; from <= last; from += PAGE) {
            compare(from, Math.min(last + 1, from + PAGE));
            progress.accept(Math.min(last, from + PAGE - 1));
        }
        return opened;
    }

    private void compare(long from, long to) {
        try {
            List<RecordedEvent> events = readers.read(connection -> new EventRows(connection, vault).between(from, to));
            Map<Long, byte[]> entries = entries(events);
            events.parallelStream()
                    .filter(event -> !Arrays.equals(entries.get(event.leaf()), committed(event)))
                    .map(RecordedEvent::seq)
                    .toList()
                    .forEach(this::other);
            opened += events.size();
        } catch (RuntimeException _) {
            narrow(from, to);
        }
    }

    /// One of them cannot be opened: which?
    private void narrow(long from, long to) {
        if (to - from == 1) {
            findings.add(
                    "record.db, event " + from,
                    "fields that its key does not open",
                    "its sealed fields",
                    RecordCheck.RESTORE);
        } else {
            for (long seq = from; seq < to; seq++) {
                compare(seq, seq + 1);
            }
        }
    }

    private Map<Long, byte[]> entries(List<RecordedEvent> events) {
        return readers.read(connection -> {
            var entry = new Prepared(connection, "SELECT entry FROM leaf WHERE idx = ?");
            return events.stream()
                    .map(RecordedEvent::leaf)
                    .distinct()
                    .collect(Collectors.toMap(leaf -> leaf, leaf -> leaf(entry, leaf)));
        });
    }

    private static byte[] leaf(Prepared entry, long leaf) {
        try {
            byte[] found = entry.first(row -> row.getBytes(1), leaf);
            return found == null ? new byte[0] : found;
        } catch (SQLException e) {
            throw new StoreUnavailableException("The store: found a leaf that cannot be read.", e);
        }
    }

    private static byte[] committed(RecordedEvent event) {
        return Commitment.entry(event.eventKey(), event.event().flatten(event.personal()));
    }

    private void other(long seq) {
        findings.add(
                "record.db, event " + seq,
                "fields that are not those its leaf binds",
                "the fields that were committed to",
                RecordCheck.RESTORE);
    }
}
