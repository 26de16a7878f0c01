package org.florahub.bench;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.florahub.HubApplication;
import org.florahub.channel.Broker;
import org.florahub.channel.Credentials;
import org.florahub.ledger.Ledger;
import org.florahub.vault.KeyStore;
import org.springframework.context.ConfigurableApplicationContext;

/// The hub as a system under test: the whole application with the adapters and transforms of
/// `src/bench/resources/hub`, on free ports, with its own settings but for the broker's memory, which is what the
/// textbook route's broker has.
final class HubSubject implements Subject {

    private static final String PASSWORD = "measuring-only-1";
    private static final List<String> USERS = List.of("operator", "sender", "lists", "first", "second", "reader");

    private static final Set<String> WAITS = Set.of("flora.record.syncs", "flora.delivery.batch");

    private final ConfigurableApplicationContext hub;
    private final Path data;
    private final Broker broker;
    private final Ledger ledger;
    private final MeterRegistry meters;

    private HubSubject(ConfigurableApplicationContext hub, Path data) {
        this.hub = hub;
        this.data = data;
        this.broker = hub.getBean(Broker.class);
        this.ledger = hub.getBean(Ledger.class);
        this.meters = hub.getBean(MeterRegistry.class);
    }

    static HubSubject start(Path data) throws IOException {
        Path formats = data.resolve("formats");
        copy(Traffic.hub(), formats);
        String soap = "transforms/statusdienst-soap"; // the hub's SOAP service describes itself with it
        copy(Traffic.home().resolve(soap), formats.resolve(soap));
        Credentials.setAll(
                data.resolve("credentials.properties"),
                USERS.stream().collect(Collectors.toMap(user -> user, _ -> PASSWORD)));
        KeyStore.create(data.resolve("keys").resolve("keystore"), PASSWORD.toCharArray());
        long memoryMb = (Runtime.getRuntime().maxMemory() / 2) >> 20;
        return new HubSubject(
                HubApplication.start(Map.of(
                        "flora.data",
                        data.toString(),
                        "flora.adapters",
                        formats.resolve("adapters").toString(),
                        "flora.transforms",
                        formats.resolve("transforms").toString(),
                        "flora.routes",
                        Traffic.home().resolve("routes").toString(),
                        "flora.http-port",
                        "0",
                        "flora.amqp-port",
                        "0",
                        "flora.ledger.origin",
                        "bench.invalid/ledger",
                        "flora.keys.passphrase",
                        PASSWORD,
                        "flora.mq.memory",
                        memoryMb + "MB")),
                data);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Override
    public long depth(String queue) {
        return broker.depth(queue);
    }

    @Override
    public ConnectionFactory sender() {
        return as("sender");
    }

    @Override
    public ConnectionFactory receiver(String queue) {
        return as(queue.substring("out.".length()));
    }

    /// Inside the process, as the textbook route is reached too.
    private static ConnectionFactory as(String user) {
        return new ActiveMQConnectionFactory("vm://1", user, PASSWORD);
    }

    @Override
    public String inQueue() {
        return "in.sender";
    }

    @Override
    public List<String> outQueues() {
        return List.of("out.first", "out.second");
    }

    @Override
    public Path inbox() {
        return data.resolve("exchange/sender/in");
    }

    @Override
    public Path rowsInbox() {
        return data.resolve("exchange/lists/in");
    }

    @Override
    public String rowsQueue() {
        return "out.reader";
    }

    /// Syncs of the store, and broker transactions of deliveries.
    @Override
    public long durableWaits() {
        return Math.round(meters.getMeters().stream()
                .filter(meter -> WAITS.contains(meter.getId().getName()))
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum());
    }

    @Override
    public boolean anchored() {
        return ledger.pending() == 0;
    }

    @Override
    public void close() {
        hub.close();
    }
}
