package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final RefusalLog log = new RefusalLog(clock);

    @Test
    void namesUserAndAddressOfOneWhoGoesOnKnockingOnceAMinute() {
        try (var said = new LogLines(RefusalLog.class)) {
            for (int i = 0; i < 1000; i++) {
                log.refused("HTTP", "alpha", "192.0.2.1", "wrong user or password");
            }
            assertThat(said.lines()).containsExactly("HTTP refused alpha from 192.0.2.1: wrong user or password");
            now.updateAndGet(instant -> instant.plus(RefusalLog.WHILE));
            log.refused("HTTP", "alpha", "192.0.2.1", "wrong user or password");
            assertThat(said.lines()).hasSize(3);
            assertThat(said.lines().get(1)).startsWith("999 more refusals").contains("2026-11-23T10:01:00Z");
        }
    }

    @Test
    void isNotFilledByCallersFromEverywhere() {
        try (var said = new LogLines(RefusalLog.class)) {
            for (int i = 0; i < 1000; i++) {
                log.refused("broker", null, "192.0.2." + i, "wrong user or password");
            }
            assertThat(said.lines()).hasSize(RefusalLog.LINES_MAX);
            assertThat(said.lines().getFirst()).startsWith("broker refused an unknown user from 192.0.2.0");
        }
    }
}
