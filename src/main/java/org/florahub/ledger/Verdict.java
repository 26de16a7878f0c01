package org.florahub.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What verifying a delivery came to.
public sealed interface Verdict {

    /// The bytes are those the bundle was made for, and its events stand in the log as shown.
    ///
    /// @param checkpoint verified
    /// @param signedAt   when the log signed it, or `null` if the keys given do not tell
    /// @param events     what is proven, in the order of the bundle
    record Valid(Checkpoint checkpoint, @Nullable Instant signedAt, List<ProvenEvent> events) implements Verdict {

        public Valid {
            events = List.copyOf(events);
        }
    }

    /// Something does not add up.
    ///
    /// @param reason one sentence; quotes no value of an event
    record Invalid(String reason) implements Verdict {}
}
