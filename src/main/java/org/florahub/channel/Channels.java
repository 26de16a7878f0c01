package org.florahub.channel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.Follower;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.OutChannel;
import org.jspecify.annotations.Nullable;

/// Opens the channels of every adapter when Camel has started, and of each that comes or changes later: for each
/// channel a route from its template in routes/, or a SOAP service.
///
/// A template is named by direction and channel: `receive-folder`, `receive-sftp`, `receive-queue`,
/// `deliver-folder`, `deliver-sftp`, `deliver-queue`, `deliver-soap`, and both of `http`. Its routes are called
/// `TEMPLATE.ADAPTER`.
public final class Channels implements CamelContextConfiguration {

    /// Channels of which the authority calls the hub, at any time.
    private static final Set<String> CALLED = Set.of("soap", "http");

    private static final Map<String, String> TEMPLATES = Map.of("file", "folder", "mq", "queue");

    private final Supplier<Adapters> adapters;
    private final SoapEndpoints soap;
    private final Postbox postbox;
    private final Broker broker;
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile @Nullable ProducerTemplate template;
    private volatile @Nullable AdapterRoutes routes;

    Channels(Supplier<Adapters> adapters, SoapEndpoints soap, Postbox postbox, Broker broker) {
        this.adapters = adapters;
        this.soap = soap;
        this.postbox = postbox;
        this.broker = broker;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {}

    @Override
    public void afterApplicationStart(CamelContext context) {
        routes = new AdapterRoutes(context);
        try {
            for (Adapter adapter : adapters.get().all()) {
                outwards().admit(adapter);
            }
            template = context.createProducerTemplate();
            for (Adapter adapter : adapters.get().all()) {
                inwards().admit(adapter);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A channel cannot be opened", e);
        }
        open.countDown();
    }

    /// The channels through which adapters send, as they come and go.
    public Follower inwards() {
        return new Inwards();
    }

    /// The channels through which adapters receive, as they come and go. While one is closed nothing may be sent
    /// through it.
    public Follower outwards() {
        return new Outwards();
    }

    /// Whether every channel is open and Camel runs.
    boolean areOpen() {
        ProducerTemplate current = template;
        return open.getCount() == 0
                && current != null
                && current.getCamelContext().getStatus().isStarted();
    }

    /// Routes that do not run although they should.
    List<String> stopped() {
        AdapterRoutes current = routes;
        return current == null ? List.of() : current.stopped();
    }

    /// Waits until the channels are open.
    ///
    /// @throws IOException if they are not in that time
    CamelContext running(long wait, TimeUnit unit) throws IOException {
        try {
            if (!open.await(wait, unit)) {
                throw new IOException("the channels are not open yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return template().getCamelContext();
    }

    ProducerTemplate template() throws IOException {
        ProducerTemplate current = template;
        if (current == null) {
            throw new IOException("the channels are not open yet");
        }
        return current;
    }

    private AdapterRoutes routes() {
        AdapterRoutes current = routes;
        if (current == null) {
            throw new IllegalStateException("Camel has not started yet");
        }
        return current;
    }

    private static String template(String direction, String type) {
        return direction + "-" + TEMPLATES.getOrDefault(type, type);
    }

    private final class Inwards implements Follower {

        @Override
        public void admit(Adapter adapter) throws Exception {
            broker.open(adapter.name());
            for (InChannel channel : adapter.in()) {
                if (channel.type().equals("soap")) {
                    soap.publish(adapter, channel);
                } else if (!channel.type().equals("http") || !postbox.serve(adapter, channel)) {
                    routes().open(template("receive", channel.type()), adapter);
                }
            }
        }

        /// What is called stays open when the successor has it too: the next call is for the successor.
        @Override
        public void withdraw(Adapter adapter, @Nullable Adapter successor) throws Exception {
            for (InChannel channel : adapter.in()) {
                if (!CALLED.contains(channel.type()) || successor == null || successor.in(channel.type()) == null) {
                    close(adapter.name(), channel);
                }
            }
            if (successor == null || !successor.credentials().equals(adapter.credentials())) {
                broker.disconnect(adapter.credentials());
            }
        }
    }

    private void close(String adapter, InChannel channel) throws Exception {
        if (channel.type().equals("soap")) {
            soap.close(adapter);
        } else {
            routes().close(template("receive", channel.type()), adapter);
        }
    }

    private final class Outwards implements Follower {

        @Override
        public void admit(Adapter adapter) throws Exception {
            broker.open(adapter.name());
            for (OutChannel channel : adapter.out()) {
                routes().open(template("deliver", channel.type()), adapter);
            }
        }

        @Override
        public void withdraw(Adapter adapter, @Nullable Adapter successor) throws Exception {
            for (OutChannel channel : adapter.out()) {
                routes().close(template("deliver", channel.type()), adapter.name());
            }
        }
    }
}
