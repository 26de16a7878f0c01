package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeliveryPolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void hasAStandardThatIsWithinItsOwnBounds() {
        assertThat(DeliveryPolicy.standard().batchParcels()).isEqualTo(500);
    }

    @Test
    void refusesABatchLargerThanAChannelTakes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryPolicy(501, 1000, 2000, SECOND, SECOND, 5))
                .withMessage("flora.delivery.batch-parcels: found 501, expected 1 to 500. Change it.");
    }

    @Test
    void refusesADelayThatShrinks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryPolicy(500, 1000, 2000, SECOND.multipliedBy(2), SECOND, 5))
                .withMessageContaining("flora.delivery.first-delay");
    }

    @Test
    void refusesABacklogThatHoldsNoWholeUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryPolicy(500, 1000, 999, SECOND, SECOND, 5))
                .withMessageContaining("expected at least unit-events (1000)");
    }
}
