package org.florahub.channel;

import java.io.IOException;
import java.util.List;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;

/// How parcels reach one destination; see [org.florahub.delivery.Sender] for what each method promises. Called by
/// one thread.
interface ParcelWay extends AutoCloseable {

    /// One outcome for each parcel attempted; the first that is not delivered ends the list.
    List<Outcome> send(List<Parcel> batch);

    /// Puts the proof bundle beside the parcel, where there is a place for it; receivers elsewhere fetch it.
    default void attach(String parcelName, byte[] proofBundle) throws IOException {}

    @Override
    default void close() {}
}
