package org.florahub.ledger;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
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

    /// The bytes are those the bundle was made for, but an order in the log says that events in them are erased:
    /// whoever still holds the bytes has to delete them.
    ///
    /// @param valid  what verifying without the order came to
    /// @param erased leaf indices of the erased events among those of the bundle, ascending
    record Erased(Valid valid, List<Long> erased) implements Verdict {

        public Erased {
            erased = List.copyOf(erased);
        }

        /// Says how much of it, in one sentence.
        public String reason() {
            return "%d of %d events are erased, leaves %s: delete this file"
                    .formatted(
                            erased.size(),
                            valid.events().size(),
                            erased.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }

    /// All of it adds up, but fewer witnesses have cosigned than the policy asks for: the log may yet show others
    /// another history.
    ///
    /// @param valid   what verifying without the policy came to
    /// @param lacking one sentence for each group that falls short
    record NotWitnessedEnough(Valid valid, List<String> lacking) implements Verdict {

        public NotWitnessedEnough {
            lacking = List.copyOf(lacking);
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
            case Erased _ -> Kind.ERASED;
            case NotWitnessedEnough _ -> Kind.NOT_WITNESSED_ENOUGH;
            case Unchecked _ -> Kind.UNCHECKED;
            case Invalid _ -> Kind.INVALID;
        };
    }

    /// From the best to the worst: several files together are what the worst of them is.
    enum Kind {
        VALID(0),
        ERASED(3),
        NOT_WITNESSED_ENOUGH(4),
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

        /// For people: `NOT WITNESSED ENOUGH`. Programs are told its name.
        @Override
        public String toString() {
            return name().replace('_', ' ');
        }
    }
}
