package org.florahub;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.florahub.ledger.Checkpoint;
import org.florahub.witness.Cosigning;

/// Numbers of the witnesses; none where no witness is asked for.
final class WitnessMeters {

    private WitnessMeters() {}

    static void register(Cosigning cosigning, MeterRegistry meters) {
        if (!cosigning.isRequired()) {
            return;
        }
        Gauge.builder(
                        "flora.witness.size",
                        cosigning,
                        at -> at.witnessed().map(Checkpoint::size).orElse(0L))
                .description("Entries under the last checkpoint that enough witnesses have cosigned")
                .register(meters);
        Gauge.builder("flora.witness.lag", cosigning, at -> at.lag().toMillis() / 1000.0)
                .description("How long the oldest entries have been waiting for enough witnesses")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("flora.witness.age", cosigning, at -> at.age().toMillis() / 1000.0)
                .description("Time since a checkpoint was cosigned by enough witnesses, or since the start")
                .baseUnit("seconds")
                .register(meters);
        for (String witness : cosigning.witnesses()) {
            Gauge.builder(
                            "flora.witness.cosigns",
                            cosigning,
                            at -> at.troubles().containsKey(witness) ? 0 : 1)
                    .description("Whether a witness cosigns: 1, or 0 while it fails")
                    .tag("witness", witness)
                    .register(meters);
        }
    }
}
