package org.florahub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.AdapterCatalogue;
import org.florahub.channel.Broker;
import org.florahub.channel.EdgeProperties;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.VerifierKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Says once, when the hub is ready, where everything is: to people in the log, to commands in `<data>/hub.json`.
/// Says when it stops.
@Component
class StartupSummary {

    private static final Logger LOG = LoggerFactory.getLogger("org.florahub.Hub");

    private final HubProperties hub;
    private final EdgeProperties edge;
    private final AdapterCatalogue adapters;
    private final Broker broker;
    private final Ledger ledger;
    private final WebServerApplicationContext web;

    StartupSummary(
            HubProperties hub,
            EdgeProperties edge,
            AdapterCatalogue adapters,
            Broker broker,
            Ledger ledger,
            WebServerApplicationContext web) {
        this.hub = hub;
        this.edge = edge;
        this.adapters = adapters;
        this.broker = broker;
        this.ledger = ledger;
        this.web = web;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() throws IOException {
        int httpPort = java.util.Objects.requireNonNull(web.getWebServer()).getPort();
        LOG.info("data       {}", hub.data().toAbsolutePath());
        LOG.info("database   SQLite, WAL, synchronous=FULL");
        LOG.info("key store  {}", hub.keyStoreFile().toAbsolutePath());
        LOG.info(
                "http       http://{}:{}  SOAP /services/ADAPTER, documents /in/ADAPTER, proofs, operations",
                edge.bind(),
                httpPort);
        LOG.info("broker     amqp://{}:{}  journal {}", edge.bind(), broker.port(), broker.journal());
        LOG.info(
                "ledger     {} leaves, signed as {}",
                ledger.size(),
                ledger.verifierKeys().getFirst().name());
        for (VerifierKey key : ledger.verifierKeys()) {
            LOG.info("key        {}", abridged(key.toString()));
        }
        for (Adapter adapter : adapters.get().all()) {
            LOG.info("adapter    {} {}: {}", adapter.name(), adapter.version(), channels(adapter));
        }
        LOG.info("ready");
        writePlace(httpPort);
    }

    @EventListener(ContextClosedEvent.class)
    void stopping() {
        LOG.info("stopping: what is at hand is finished, what waits is kept");
    }

    private void writePlace(int httpPort) throws IOException {
        Path file = hub.data().resolve("hub.json");
        Path fresh = hub.data().resolve("hub.json.new");
        Files.writeString(fresh, """
                {"bind": "%s", "httpPort": %d, "amqpPort": %d, "pid": %d}
                """.formatted(
                edge.bind(), httpPort, broker.port(), ProcessHandle.current().pid()));
        Files.move(
                fresh,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String channels(Adapter adapter) {
        return Stream.concat(
                        adapter.in().stream()
                                .map(in -> "%s in (%s)"
                                        .formatted(in.type(), in.transform().reference())),
                        adapter.out().stream()
                                .map(out -> "%s out (%s)"
                                        .formatted(out.type(), out.transform().reference())))
                .collect(Collectors.joining(", "));
    }

    /// ML-DSA keys have 1,750 characters; the whole of it stands in `<data>/ledger/log.vkey`.
    private static String abridged(String key) {
        return key.length() > 120 ? key.substring(0, 117) + "…" : key;
    }
}
