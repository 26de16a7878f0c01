package org.florahub.channel;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.cxf.BusFactory;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.springframework.util.unit.DataSize;

/// The whole edge without Spring: real broker, real folders, the routes of routes/, the adapters of adapters/.
final class Edge implements AutoCloseable {

    static final String PASSWORD = "correct-horse-battery";

    final TestReceiver receiver = new TestReceiver();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final EdgeProperties properties;
    final Adapters adapters;
    final Broker broker;
    final Channels channels;
    final RouteSender sender;
    private final CamelContext camel;
    private final SoapEndpoints soap;
    private final Postbox postbox = new Postbox(10);

    Edge(Path data, Map<String, String> environment) throws Exception {
        this(data, Path.of("adapters"), environment);
    }

    /// The same with other adapters.
    Edge(Path data, Path adaptersDir, Map<String, String> environment) throws Exception {
        properties = new EdgeProperties(data, Path.of("transforms"), "127.0.0.1", 0, 0, null);
        adapters = Adapters.load(adaptersDir, Path.of("transforms"), environment::get);
        Rights rights = Rights.of(() -> adapters);
        broker = Broker.start(
                properties,
                MqProperties.standard(),
                adapters.all().stream().map(Adapter::name).toList(),
                new BrokerGate(credentials(), rights, new RefusalLog(Clock.systemUTC())),
                meters);
        var reception = new Reception(receiver, meters);
        soap = new SoapEndpoints(
                BusFactory.newInstance().createBus(),
                reception,
                SoapProperties.standard(),
                data.resolve("soap"),
                properties.transforms());
        channels = new Channels(() -> adapters, soap, postbox, broker);
        sender = new RouteSender(channels);
        camel = camel(reception);
        camel.start();
        channels.afterApplicationStart(camel);
    }

    private CamelContext camel(Reception reception) throws Exception {
        var context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(10);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        context.getRegistry().bind("reception", reception);
        var files = new FileProperties(Duration.ofMillis(50), 100, DataSize.ofMegabytes(1), Duration.ofSeconds(1));
        var mq = new MqProperties(
                100, DataSize.ofMegabytes(16), 3, Duration.ofMillis(50), DataSize.ofMegabytes(16), 20_000);
        context.addComponent("folder", new FolderComponent(() -> adapters, properties, files, Clock.systemUTC()));
        var sftp = new SftpProperties(
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                100,
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(1));
        context.addComponent("sftp", new SftpComponent(() -> adapters, properties, sftp, Clock.systemUTC(), meters));
        context.addComponent("mq", new MqComponent(() -> adapters, broker, properties, mq));
        context.addComponent("post", new PostComponent(() -> adapters, properties, HttpProperties.standard(), postbox));
        context.addComponent("callback", new CallbackComponent(() -> adapters, properties, SoapProperties.standard()));
        try (var routes = Files.newDirectoryStream(Path.of("routes"), "*.camel.yaml")) {
            for (Path route : routes) {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.resolveResource(context, "file:" + route));
            }
        }
        return context;
    }

    private Credentials credentials() throws IOException {
        var passwords = new HashMap<String, String>();
        adapters.all().forEach(adapter -> passwords.put(adapter.credentials(), PASSWORD));
        Credentials.setAll(properties.credentialsFile(), passwords);
        return Credentials.open(properties.credentialsFile(), passwords.keySet());
    }

    Adapter adapter(String name) {
        return Objects.requireNonNull(adapters.get(name));
    }

    AdapterFolders folders(String adapter) {
        return AdapterFolders.of(properties, adapter);
    }

    @Override
    public void close() {
        camel.stop();
        soap.close();
        broker.close();
    }
}
