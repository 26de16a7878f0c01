package org.florahub;

import java.time.Duration;
import java.util.Optional;
import org.florahub.delivery.Checkpoints;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Ledger;
import org.florahub.witness.Cosigning;

/// Proofs that carry the cosignatures of a quorum. As long as one can be expected within a second, no other proof is
/// made: most are written once.
///
/// @param ledger    the log
/// @param cosigning of its checkpoints
record WitnessedCheckpoints(Ledger ledger, Cosigning cosigning) implements Checkpoints {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Override
    public Checkpoint current() {
        Optional<Checkpoint> witnessed = cosigning.witnessed();
        return witnessed.isPresent() && cosigning.lag().compareTo(SOON) < 0 ? witnessed.get() : ledger.latest();
    }

    @Override
    public Optional<Checkpoint> settled() {
        return cosigning.witnessed();
    }

    @Override
    public void onChange(Runnable listener) {
        ledger.onCheckpoint(_ -> listener.run());
        cosigning.onWitnessed(_ -> listener.run());
    }
}
