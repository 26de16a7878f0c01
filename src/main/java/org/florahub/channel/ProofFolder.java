package org.florahub.channel;

import java.io.IOException;
import java.util.List;

/// The proof bundles of one adapter's deliveries, for receivers that fetch them at `/proofs/ADAPTER/NAME.proof`.
final class ProofFolder {

    private final EdgeProperties edge;
    private final String adapter;
    private final Folder folder;

    ProofFolder(EdgeProperties edge, String adapter) {
        this.edge = edge;
        this.adapter = adapter;
        this.folder = new Folder(AdapterFolders.of(edge, adapter).proofs());
    }

    /// Where the bundle of a parcel is, or will be about a second after its delivery.
    String address(String parcelName) {
        return edge.address("proofs/%s/%s.proof".formatted(adapter, parcelName));
    }

    /// Puts a bundle there, durably, in place of an older one.
    void put(String parcelName, byte[] bundle) throws IOException {
        folder.put(List.of(new Folder.Document(parcelName + ".proof", bundle)));
    }
}
