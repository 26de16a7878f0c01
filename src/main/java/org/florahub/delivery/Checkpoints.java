package org.florahub.delivery;

import java.util.Optional;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Ledger;

/// Against what deliveries are proven: SEQUENCED, by a checkpoint of the log, and WITNESSED, by one that enough
/// witnesses have cosigned. Without witnesses the first is all there is.
public interface Checkpoints {

    /// The checkpoint to prove against now, if nothing better is to be expected within about a second.
    Checkpoint current();

    /// The checkpoint whose proofs need not be made again; empty while there is none.
    Optional<Checkpoint> settled();

    /// Calls back, quickly, whenever one of the two has changed.
    void onChange(Runnable listener);

    /// Those of a log that has no witnesses.
    static Checkpoints of(Ledger ledger) {
        return new Checkpoints() {
            @Override
            public Checkpoint current() {
                return ledger.latest();
            }

            @Override
            public Optional<Checkpoint> settled() {
                return Optional.of(ledger.latest());
            }

            @Override
            public void onChange(Runnable listener) {
                ledger.onCheckpoint(_ -> listener.run());
            }
        };
    }
}
