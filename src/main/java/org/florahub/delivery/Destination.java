package org.florahub.delivery;

import java.util.EnumSet;
import java.util.Set;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.OutChannel;
import org.florahub.event.Field;
import org.florahub.record.DeliveryForm;
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

    /// What a delivery to it looks like: nothing that is hidden from it, and nothing that its format does not carry.
    DeliveryForm form() {
        var withheld = EnumSet.noneOf(Field.class);
        withheld.addAll(hidden());
        withheld.addAll(transform().losses());
        return new DeliveryForm(transform().extension(), withheld);
    }
}
