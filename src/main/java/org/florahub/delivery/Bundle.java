package org.florahub.delivery;

import java.nio.charset.StandardCharsets;
import org.florahub.ledger.ProofBundle;

/// The proof bundle of one delivery, for its destination and nobody else.
///
/// @param destination name of the adapter that received the delivery
/// @param parcelName  name under which it was delivered; the bundle's own is that and `.proof`
/// @param proof       what it proves
public record Bundle(String destination, String parcelName, ProofBundle proof) {

    /// The bundle as it is stored and sent: JSON in UTF-8.
    public byte[] bytes() {
        return proof.render().getBytes(StandardCharsets.UTF_8);
    }
}
