package org.florahub.channel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.sshd.client.SshClient;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.Sizes;
import org.jspecify.annotations.Nullable;

/// `sftp:ADAPTER`: the folders of an authority's own SFTP server. Each direction has a connection of its own.
final class SftpComponent extends DefaultComponent {

    private final Supplier<Adapters> adapters;
    private final EdgeProperties edge;
    private final SftpProperties settings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private @Nullable SshClient client;

    SftpComponent(
            Supplier<Adapters> adapters,
            EdgeProperties edge,
            SftpProperties settings,
            Clock clock,
            MeterRegistry meters) {
        this.adapters = adapters;
        this.edge = edge;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Adapter adapter = adapters.get().get(remaining);
        if (adapter == null) {
            throw new IllegalArgumentException("%s: there is no adapter of that name".formatted(uri));
        }
        return new SftpEndpoint(uri, this, adapter);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        synchronized (this) {
            if (client != null) {
                client.stop();
                client = null;
            }
        }
    }

    /// Started with the first connection, since its threads are many and most hubs have no such partner.
    private synchronized SshClient client() {
        SshClient started = client;
        if (started == null) {
            started = SftpConnection.client(settings);
            started.start();
            client = started;
        }
        return started;
    }

    private SftpConnection connection(Map<String, String> channel) {
        return new SftpConnection(client(), SftpServer.of(channel, edge.data()), settings);
    }

    private AtomicInteger failures(String adapter) {
        return failures.computeIfAbsent(adapter, name -> {
            var count = new AtomicInteger();
            meters.gauge("flora.receive.failures", Tags.of("adapter", name, "channel", "sftp"), count);
            return count;
        });
    }

    /// The folders of one adapter.
    final class SftpEndpoint extends AdapterEndpoint {

        SftpEndpoint(String uri, SftpComponent component, Adapter adapter) {
            super(uri, component, adapter);
        }

        @Override
        public Producer createProducer() {
            Map<String, String> channel = out("sftp").settings();
            return new ParcelProducer(this, new SftpWay(connection(channel), channel.getOrDefault("folder", ".")));
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            InChannel channel = in("sftp");
            var inbox = new SftpInbox(
                    connection(channel.settings()),
                    channel.settings(),
                    adapter().limits().bytesMax(),
                    AdapterFolders.of(edge, adapter().name()).fetched());
            return new InboxConsumer(
                    this,
                    processor,
                    adapter(),
                    channel,
                    inbox,
                    pace(channel),
                    clock,
                    failures(adapter().name()));
        }

        private InboxConsumer.Pace pace(InChannel channel) {
            String interval = channel.settings().get("interval");
            Duration between = interval == null ? settings.scanInterval() : Sizes.duration(interval);
            return new InboxConsumer.Pace(
                    between, settings.batchFiles(), settings.batchBytes().toBytes(), settings.retryDelayMax());
        }
    }
}
