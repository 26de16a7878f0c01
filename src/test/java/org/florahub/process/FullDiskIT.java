package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.florahub.record.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The packaged hub on a disk that takes nothing any more, and then does again.
@EnabledOnOs(OS.LINUX)
class FullDiskIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void asksForARepetitionSaysWhyAndGoesOnWhenThereIsRoom() throws Exception {
        var letters = new Letters(Path.of("adapters"));
        Letters.Letter before = letters.arrivalBySoap(1);
        Letters.Letter meanwhile = letters.arrivalBySoap(2);
        try (var hub = new HubProcess(folder, Map.of("FLORA_RP_ADD_ENDPOINT", "http://127.0.0.1:9/none"))) {
            hub.start();
            assertThat(hub.callAs("rp-add", before.body()).statusCode()).isEqualTo(200);
            await().atMost(SOON)
                    .until(() -> hub.operatorSees("/actuator/prometheus")
                            .contains("flora_delivered_total{destination=\"bamf\"} 1.0"));

            hub.limitFiles("1");
            var refused = hub.callAs("rp-add", meanwhile.body());
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body()).contains(":Server", "wiederholen");
            assertThat(hub.operatorSees("/actuator/health"))
                    .as("what the operator sees")
                    .contains("\"store\":{\"details\":{\"trouble\"");
            assertThat(hub.isReady()).isTrue();

            hub.limitFiles("unlimited");
            assertThat(hub.callAs("rp-add", before.body()).body()).contains("BEREITS_BEKANNT");
            assertThat(hub.callAs("rp-add", meanwhile.body()).body()).contains("ANGENOMMEN");
            await().atMost(SOON)
                    .until(() -> !hub.operatorSees("/actuator/health").contains("trouble"));
            hub.stop();

            try (Store store = hub.store(hub.keys())) {
                assertThat(store.events().messages(Long.MAX_VALUE, Integer.MAX_VALUE))
                        .extracting(message -> message.header().messageId())
                        .containsExactlyInAnyOrder(before.id(), meanwhile.id());
            }
        }
    }
}
