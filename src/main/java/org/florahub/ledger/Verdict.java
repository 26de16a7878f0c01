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

    /// It could not be judged: a file, a bundle or a key is missing or cannot be read.
    ///
    /// @param reason one sentence
    record Unchecked(String reason) implements Verdict {}

    /// Its name for people and programs.
    default Kind kind() {
        return switch (this) {
            case Valid _ -> Kind.VALID;
            case Unchecked _ -> Kind.UNCHECKED;
            case Invalid _ -> Kind.INVALID;
        };
    }

    /// From the best to the worst: several files together are what the worst of them is.
    enum Kind {
        VALID(0),
        UNCHECKED(2),
        INVALID(1);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /// With which a program ends that found this.
        public int exitCode() {
            return exitCode;
        }
    }
}
