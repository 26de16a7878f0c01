package org.florahub.delivery;

import java.util.Set;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.OutChannel;
import org.florahub.event.Field;
import org.florahub.transform.Transform;

/// An authority that receives, with the one channel on which it does.
///
/// @param adapter who
/// @param channel on which way, in which format
record Destination(Adapter adapter, OutChannel channel) {

    String name() {
        return adapter.name();
    }

    Transform transform() {
        return channel.transform();
    }

    /// Fields that no document to it contains.
    Set<Field> hidden() {
        return adapter.hides();
    }

    /// Whether the channel has a place for proof bundles beside the parcels.
    boolean takesBundles() {
        return channel.type().equals("file") || channel.type().equals("sftp");
    }

    /// Whether it wants a loss report beside each parcel.
    boolean takesLossReports() {
        return "beside".equals(channel.settings().get("losses"));
    }

    /// Whether this path of an event may be seen by the destination: not what is hidden from it, and not what its
    /// format does not carry.
    boolean sees(String path) {
        Field field = Field.of(path);
        if (field == null) {
            int dot = path.lastIndexOf('.');
            field = dot < 0 ? null : Field.of(path.substring(0, dot));
        }
        return field == null
                || !(hidden().contains(field) || transform().losses().contains(field));
    }
}
