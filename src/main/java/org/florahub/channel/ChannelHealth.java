package org.florahub.channel;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Ready when the broker is up and every channel is open; named `channels` in the health endpoint.
final class ChannelHealth implements HealthIndicator {

    private final Broker broker;
    private final Channels channels;

    ChannelHealth(Broker broker, Channels channels) {
        this.broker = broker;
        this.channels = channels;
    }

    @Override
    public Health health() {
        List<String> stopped = channels.stopped();
        boolean up = broker.isActive() && channels.areOpen() && stopped.isEmpty();
        return (up ? Health.up() : Health.outOfService())
                .withDetail("broker", broker.isActive() ? "up" : "down")
                .withDetail("journal", broker.journal())
                .withDetail("stoppedRoutes", stopped)
                .build();
    }
}
