/// The transparency log: Merkle tree, signed notes, checkpoints, commitments, proofs and their verifier.
///
/// JDK only: these classes alone let an auditor verify a delivery.
@NullMarked
package org.florahub.ledger;

import org.jspecify.annotations.NullMarked;
