package org.florahub.ledger;

import java.util.Objects;

/// One event of a delivery: what is shown of it, and the proof that this is what the log holds.
///
/// @param disclosure shows at least the field `id`
/// @param proof      of its leaf
public record ProvenEvent(Disclosure disclosure, InclusionProof proof) {

    private static final String ID = "id";

    public ProvenEvent {
        if (!disclosure.shown().containsKey(ID)) {
            throw new InvalidProofException("found an event whose id is withheld, expected it to be shown");
        }
    }

    /// The hub's id of the event.
    public String id() {
        return Objects.requireNonNull(disclosure.shown().get(ID));
    }

    /// Follows fields and path to a root.
    ///
    /// @throws InvalidProofException unless these fields are what the tree of this root holds at the index
    void verify(Hash root) {
        try {
            proof.verify(disclosure.entry(), root);
        } catch (InvalidProofException e) {
            throw e.at("leaf " + proof.index());
        }
    }
}
