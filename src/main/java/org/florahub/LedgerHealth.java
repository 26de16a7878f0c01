package org.florahub;

import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Ledger;
import org.florahub.witness.Cosigning;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether checkpoints are being signed. Not a part of readiness: a ledger in trouble raises an alarm, but receiving
/// and delivering go on.
@Component("ledgerHealthIndicator")
class LedgerHealth implements HealthIndicator {

    private final Ledger ledger;
    private final Cosigning cosigning;

    LedgerHealth(Ledger ledger, Cosigning cosigning) {
        this.ledger = ledger;
        this.cosigning = cosigning;
    }

    @Override
    public Health health() {
        String trouble = cosigning.alarm() == null ? ledger.trouble() : cosigning.alarm();
        Health.Builder health = trouble == null ? Health.up() : Health.down().withDetail("trouble", trouble);
        return health.withDetail("leaves", ledger.size())
                .withDetail("pending", ledger.pending())
                .withDetail(
                        "witnessed", cosigning.witnessed().map(Checkpoint::size).orElse(0L))
                .withDetail("witnesses", cosigning.troubles())
                .build();
    }
}
