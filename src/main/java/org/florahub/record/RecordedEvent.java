package org.florahub.record;

import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;

/// An event with everything that a recipient needs to read and to prove it.
///
/// @param seq      the hub's number of the event: dense from 1, in the order of recording
/// @param message  the hub's number of the message it came in
/// @param line     where it stood in that message, 0 where there are no lines
/// @param event    the pseudonymous event
/// @param personal its personal fields, decrypted
/// @param eventKey k_e, 32 bytes, from which the keys of single fields are derived. Never logged
/// @param leaf     its index in the ledger
@SuppressWarnings("ArrayRecordComponent") // compared by seq where it is compared at all
public record RecordedEvent(
        long seq, long message, int line, StatusEvent event, Statement personal, byte[] eventKey, long leaf) {

    /// The event with its personal fields put back: what a transform writes.
    public Statement statement() {
        return event.statement().with(personal);
    }

    /// Names the event, never a value and never its key.
    @Override
    public String toString() {
        return "RecordedEvent[seq=%d, id=%s, leaf=%d]".formatted(seq, event.id(), leaf);
    }
}
