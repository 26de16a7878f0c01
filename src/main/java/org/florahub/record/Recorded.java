package org.florahub.record;

import java.util.List;
import org.florahub.event.Problem;

/// What the hub did with a message. Durable when the caller holds it; the same again for a duplicate.
///
/// @param message      the hub's number of the message; for a duplicate, that of the first one
/// @param disposition  what became of it
/// @param firstEvent   sequence number of its first event, 0 if it has none
/// @param events       number of events recorded
/// @param alreadyKnown number of statements that had been recorded before, from an earlier message
/// @param firstLeaf    ledger index of its first event, -1 if it has none
/// @param refused      statements that were not taken, by their index; empty for a duplicate
/// @param problems     everything that was wrong: what intake had found, then what the record refused
/// @param rejected     number of records that were not taken, by intake or by the record
/// @param duplicate    the message had been recorded before, and this is the answer of that time
public record Recorded(
        long message,
        Disposition disposition,
        long firstEvent,
        long events,
        long alreadyKnown,
        long firstLeaf,
        List<Refused> refused,
        List<Problem> problems,
        long rejected,
        boolean duplicate) {

    public Recorded {
        refused = List.copyOf(refused);
        problems = List.copyOf(problems);
    }
}
