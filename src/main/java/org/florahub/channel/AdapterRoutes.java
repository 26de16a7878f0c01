package org.florahub.channel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.florahub.adapter.Adapter;

/// The routes of the adapters, each made from a template of routes/. They come and go while Camel runs.
final class AdapterRoutes {

    private static final int STOP_SECONDS = 10;

    private final CamelContext context;

    AdapterRoutes(CamelContext context) {
        this.context = context;
    }

    /// Makes the route `TEMPLATE.ADAPTER`.
    void open(String template, Adapter adapter) throws Exception {
        forget(adapter.name());
        TemplatedRouteBuilder.builder(context, template)
                .routeId(id(template, adapter.name()))
                .parameter("adapter", adapter.name())
                .add();
    }

    /// Ends a route when what its consumer has at hand is finished, however long that takes. Does nothing if there
    /// is no such route.
    void close(String template, String adapter) throws Exception {
        String id = id(template, adapter);
        Route route = context.getRoute(id);
        if (route == null) {
            return;
        }
        if (route.getConsumer() instanceof LoopConsumer consumer) {
            consumer.finish();
        }
        context.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
        if (!context.removeRoute(id)) {
            throw new IllegalStateException("Route %s cannot be removed".formatted(id));
        }
    }

    /// Routes that do not run although they should.
    List<String> stopped() {
        return context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> !context.getRouteController().getRouteStatus(id).isStarted())
                .toList();
    }

    /// An endpoint is kept by its address and knows the version of the adapter that it was made for: the next route
    /// makes its own. A route that still runs keeps the one it has.
    private void forget(String adapter) throws Exception {
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (endpoint instanceof AdapterEndpoint own && own.adapter().name().equals(adapter)) {
                context.removeEndpoint(endpoint);
            }
        }
    }

    private static String id(String template, String adapter) {
        return template + "." + adapter;
    }
}
