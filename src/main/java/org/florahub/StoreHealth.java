package org.florahub;

import org.florahub.record.Store;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether the disk takes what it is given. Not a part of readiness: only the next message can show that it does
/// again.
@Component("storeHealthIndicator")
class StoreHealth implements HealthIndicator {

    private final Store store;

    StoreHealth(Store store) {
        this.store = store;
    }

    @Override
    public Health health() {
        String trouble = store.trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("trouble", trouble).build();
    }
}
