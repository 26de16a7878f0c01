package org.florahub.channel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.OutChannel;
import org.jspecify.annotations.Nullable;

/// Opens the channels of every adapter when Camel has started: for each a route from its template in routes/, or a SOAP
/// service.
///
/// A template is named by direction and channel: `receive-folder`, `receive-queue`, `deliver-folder`, `deliver-queue`,
/// `deliver-soap`. Its routes are called `TEMPLATE.ADAPTER`.
final class Channels implements CamelContextConfiguration {

    private static final Map<String, String> TEMPLATES = Map.of("file", "folder", "mq", "queue", "soap", "soap");

    private final Adapters adapters;
    private final SoapEndpoints soap;
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile @Nullable ProducerTemplate template;

    Channels(Adapters adapters, SoapEndpoints soap) {
        this.adapters = adapters;
        this.soap = soap;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {}

    @Override
    public void afterApplicationStart(CamelContext context) {
        for (Adapter adapter : adapters.all()) {
            for (OutChannel channel : adapter.out()) {
                route(context, "deliver-" + word(channel.type()), adapter);
            }
        }
        template = context.createProducerTemplate();
        for (Adapter adapter : adapters.all()) {
            for (InChannel channel : adapter.in()) {
                if (channel.type().equals("soap")) {
                    soap.publish(adapter, channel);
                } else {
                    route(context, "receive-" + word(channel.type()), adapter);
                }
            }
        }
        open.countDown();
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
        ProducerTemplate current = template;
        return current == null
                ? List.of()
                : current.getCamelContext().getRoutes().stream()
                        .map(route -> route.getRouteId())
                        .filter(id -> !current.getCamelContext()
                                .getRouteController()
                                .getRouteStatus(id)
                                .isStarted())
                        .toList();
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

    private static String word(String type) {
        return TEMPLATES.getOrDefault(type, type);
    }

    private static void route(CamelContext context, String name, Adapter adapter) {
        TemplatedRouteBuilder.builder(context, name)
                .routeId(name + "." + adapter.name())
                .parameter("adapter", adapter.name())
                .add();
    }
}
