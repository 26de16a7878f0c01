package org.florahub.channel;

import org.florahub.delivery.Parcel;

/// Where receivers without a folder fetch the proof bundle of a delivery: `/proofs/DELIVERY.proof`, from about a
/// second after it on.
final class ProofAddress {

    private final EdgeProperties edge;

    ProofAddress(EdgeProperties edge) {
        this.edge = edge;
    }

    String of(Parcel parcel) {
        return edge.address("proofs/%s.proof".formatted(parcel.id()));
    }
}
