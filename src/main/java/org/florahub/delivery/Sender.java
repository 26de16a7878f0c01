package org.florahub.delivery;

import java.util.List;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.OutChannel;

/// The way out, implemented by the edge: hands finished documents to a destination over its channel.
///
/// Called by one thread per destination, a virtual one, and by several destinations at once. Implementations may
/// block; they bound every wait. They throw nothing: what fails is an [Outcome].
public interface Sender {

    /// Hands over a batch in its order, **stopping at the first parcel that is not delivered**, so that nothing
    /// later of the same case can overtake it.
    ///
    /// Returns when every parcel reported as delivered is durable at the destination. A sender that hands over a
    /// whole batch in one transaction reports a failure of the transaction as one [Outcome.Unreachable]; the
    /// dispatcher then tries one by one. A parcel may come again after a crash with the same id, name and bytes.
    ///
    /// @param batch 1 to 500 parcels
    /// @return one outcome for each parcel attempted, in order: all delivered, or some delivered and then exactly
    ///         one that
    ///         is not, which ends the list
    List<Outcome> send(Adapter to, OutChannel over, List<Parcel> batch);

    /// Puts the proof bundle beside a parcel delivered earlier, where the channel has a place for it (a file beside
    /// the file). Elsewhere does nothing: receivers fetch the bundle from the hub. Replaces an older bundle of that
    /// parcel.
    ///
    /// @throws java.io.UncheckedIOException if it could not be put there; it is tried again later
    void attach(Adapter to, OutChannel over, String parcelName, byte[] proofBundle);
}
