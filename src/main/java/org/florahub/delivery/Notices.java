package org.florahub.delivery;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;

/// Sends documents that are no deliveries over the channel on which an authority receives. Thread-safe.
public final class Notices {

    private final Sender sender;
    private final Supplier<Adapters> adapters;

    public Notices(Sender sender, Supplier<Adapters> adapters) {
        this.sender = sender;
        this.adapters = adapters;
    }

    /// Sends an XML document.
    ///
    /// @param destination adapter
    /// @param id          by which a repeat is recognised
    /// @param name        of its file where it becomes one
    public Outcome send(String destination, UUID id, String name, byte[] xml) {
        Adapter adapter = adapters.get().get(destination);
        if (adapter == null || adapter.out().isEmpty()) {
            return new Outcome.Unreachable("%s is not connected".formatted(destination));
        }
        var parcel = new Parcel(
                id,
                0,
                name,
                "application/xml",
                xml,
                null,
                List.of(),
                Map.of("florahub_delivery", id.toString(), "florahub_notice", "erasure"));
        List<Outcome> outcomes = sender.send(adapter, adapter.out().getFirst(), List.of(parcel));
        return outcomes.isEmpty() ? new Outcome.Unreachable("the channel gave no outcome") : outcomes.getLast();
    }
}
