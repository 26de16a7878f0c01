package org.florahub.witness;

import org.florahub.ledger.Checkpoint;

/// What came of asking a witness.
sealed interface Reply {

    /// It has cosigned.
    ///
    /// @param checkpoint with its line, which has been verified
    record Signed(Checkpoint checkpoint) implements Reply {}

    /// It says that it holds a history that this hub does not have.
    ///
    /// @param proven by a checkpoint that this hub's keys have signed; else it may lie
    record Fork(String found, boolean proven) implements Reply {}

    /// Nothing, this time.
    record Failed(String reason) implements Reply {}
}
