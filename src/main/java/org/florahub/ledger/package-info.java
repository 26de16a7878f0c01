/// The transparency log: Merkle tree, signed notes, checkpoints, commitments, proofs and their verifier.
///
/// The formats are those of C2SP (signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof) and the
/// hashing of RFC 6962. The hub starts at [Ledger] and [Commitment], a recipient or auditor at [Verify].
///
/// JDK only: these classes alone let an auditor verify a delivery, without network, database or framework.
@NullMarked
package org.florahub.ledger;

import org.jspecify.annotations.NullMarked;
