package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged hub where another program has its port.
class PortTakenIT {

    @TempDir
    private Path folder;

    @Test
    void saysWhichPortAndWhatToSet() throws Exception {
        try (var hub = new HubProcess(folder, Map.of());
                var other = new ServerSocket(hub.amqpPort(), 1, InetAddress.getLoopbackAddress())) {
            hub.begin();
            await().atMost(Duration.ofSeconds(60)).until(() -> !hub.isAlive());

            String last = Files.readAllLines(hub.log()).getLast();
            assertThat(last)
                    .startsWith("flora: the hub cannot start")
                    .contains("" + other.getLocalPort(), "flora.amqp-port");
        }
    }
}
