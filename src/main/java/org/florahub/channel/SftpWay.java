package org.florahub.channel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.jspecify.annotations.Nullable;

/// Delivery into a folder of the authority's own SFTP server: each parcel a file of its name, which appears whole
/// or not at all. A loss report is `NAME.losses` beside it. A parcel whose file is there already, with the same
/// bytes, is delivered. A server refuses no document: what it does not let the hub do is tried again.
final class SftpWay implements ParcelWay {

    private final SftpConnection connection;
    private final SftpFolder folder;

    SftpWay(SftpConnection connection, String folder) {
        this.connection = connection;
        this.folder = new SftpFolder(connection, folder);
    }

    @Override
    public List<Outcome> send(List<Parcel> batch) {
        List<Folder.Document> documents =
                batch.stream().map(Folder.Document::of).flatMap(List::stream).toList();
        try {
            return outcomes(batch, folder.put(documents).iterator());
        } catch (AwayException e) {
            return List.of(new Outcome.Unreachable(String.valueOf(e.getMessage())));
        }
    }

    private static List<Outcome> outcomes(List<Parcel> batch, Iterator<@Nullable AwayException> failures) {
        var outcomes = new ArrayList<Outcome>(batch.size());
        for (Parcel parcel : batch) {
            for (Folder.Document _ : Folder.Document.of(parcel)) {
                AwayException failure = failures.next();
                if (failure != null) {
                    outcomes.add(new Outcome.Unreachable(String.valueOf(failure.getMessage())));
                    return outcomes;
                }
            }
            outcomes.add(new Outcome.Delivered());
        }
        return outcomes;
    }

    /// Writes `NAME.proof` beside the parcel's file.
    @Override
    public void attach(String parcelName, byte[] proofBundle) throws IOException {
        for (AwayException failure : folder.put(List.of(new Folder.Document(parcelName + ".proof", proofBundle)))) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
