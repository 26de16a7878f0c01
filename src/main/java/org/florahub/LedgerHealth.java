package org.florahub;

import org.florahub.ledger.Ledger;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether checkpoints are being signed. Not a part of readiness: a ledger in trouble raises an alarm, but receiving
/// and delivering go on.
@Component("ledgerHealthIndicator")
class LedgerHealth implements HealthIndicator {

    private final Ledger ledger;

    LedgerHealth(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Health health() {
        String trouble = ledger.trouble();
        Health.Builder health = trouble == null ? Health.up() : Health.down().withDetail("trouble", trouble);
        return health.withDetail("leaves", ledger.size())
                .withDetail("pending", ledger.pending())
                .build();
    }
}
