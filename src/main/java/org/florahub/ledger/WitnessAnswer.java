package org.florahub.ledger;

/// What a witness answers to add-checkpoint (c2sp.org/tlog-witness).
public sealed interface WitnessAnswer {

    /// The status of the HTTP answer.
    int status();

    /// It has cosigned, and will never cosign anything that contradicts this.
    ///
    /// @param checkpoint with the lines of the witness behind those of the log
    /// @param lines      of the witness: the body of the answer
    record Cosigned(Checkpoint checkpoint, String lines) implements WitnessAnswer {
        @Override
        public int status() {
            return 200;
        }
    }

    /// It cosigned another size before: ask again from there.
    ///
    /// @param size leaves under the last checkpoint that it cosigned
    record Conflict(long size) implements WitnessAnswer {
        @Override
        public int status() {
            return 409;
        }
    }

    /// It does not cosign this.
    ///
    /// @param status 400, 403, 404 or 422 as the specification says
    /// @param reason one sentence for whoever runs the log
    record Refused(int status, String reason) implements WitnessAnswer {}
}
