package org.florahub.channel;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;

/// Delivery into a folder: each parcel a file of its name, which appears whole and durable, or not at all. A parcel
/// whose file is there already, with the same bytes, is delivered. A loss report is `NAME.losses` beside it.
final class FolderWay implements ParcelWay {

    private final Folder folder;

    FolderWay(Folder folder) {
        this.folder = folder;
    }

    @Override
    public List<Outcome> send(List<Parcel> batch) {
        try {
            folder.put(batch.stream()
                    .map(Folder.Document::of)
                    .flatMap(List::stream)
                    .toList());
            return Stream.<Outcome>generate(Outcome.Delivered::new)
                    .limit(batch.size())
                    .toList();
        } catch (IOException e) {
            return List.of(new Outcome.Unreachable("The folder %s cannot be written (%s). Check space and rights."
                    .formatted(folder.path(), e.getMessage())));
        }
    }

    /// Writes `NAME.proof` beside the parcel's file.
    @Override
    public void attach(String parcelName, byte[] proofBundle) throws IOException {
        folder.put(List.of(new Folder.Document(parcelName + ".proof", proofBundle)));
    }
}
