package org.florahub.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.florahub.record.DeliveredUnit;
import org.florahub.record.Store;

/// The loss reports of what was delivered, for receivers whose channel has no place for a file beside the delivery.
/// Thread-safe.
public final class LossReports {

    private final Store store;

    public LossReports(Store store) {
        this.store = store;
    }

    /// The report of one delivery.
    ///
    /// @param destination the only one who may see it
    /// @param json        UTF-8; holds values of the delivered events
    @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
    public record Report(String destination, byte[] json) {

        @Override
        public String toString() {
            return "Report[" + destination + "]";
        }
    }

    /// The report of a delivery that has reached its destination; empty if there is none of that id.
    public Optional<Report> report(UUID delivery) {
        return store.events().delivery(delivery).map(this::report);
    }

    private Report report(DeliveredUnit unit) {
        Map<Long, String> ids = new HashMap<>();
        unit.events().forEach(event -> ids.put(event.seq(), event.event().id().toString()));
        return new Report(
                unit.destination(),
                LossReport.json(unit.id(), unit.losses(), store.events().changes(unit), ids));
    }
}
