package org.florahub.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.OutChannel;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.delivery.Sender;

/// The way out: gives a batch to the adapter's delivering route, `direct:deliver.ADAPTER`. Waits at start until the
/// routes run, but not for ever. Thread-safe.
final class RouteSender implements Sender {

    private static final int START_WAIT_SECONDS = 30;
    /// Where a channel is closed the sender learns of it at once and does not wait for it to open.
    private static final String AT_ONCE = "?block=false";

    private final Channels channels;
    private final Map<String, ReentrantLock> ways = new ConcurrentHashMap<>();

    RouteSender(Channels channels) {
        this.channels = channels;
    }

    @Override
    public List<Outcome> send(Adapter to, OutChannel over, List<Parcel> batch) {
        ReentrantLock way = ways.computeIfAbsent(to.name(), _ -> new ReentrantLock());
        way.lock(); // a notice may come beside the deliveries
        try {
            return sendInTurn(to, batch);
        } finally {
            way.unlock();
        }
    }

    @SuppressWarnings("unchecked")
    private List<Outcome> sendInTurn(Adapter to, List<Parcel> batch) {
        try {
            Exchange exchange = route(to, new ParcelProducer.Load.Parcels(batch));
            if (exchange.getException() != null) {
                return unreachable(exchange.getException());
            }
            List<Outcome> outcomes = (List<Outcome>) exchange.getMessage().getBody(List.class);
            return outcomes == null || outcomes.isEmpty()
                    ? unreachable(new IllegalStateException("the route ended without an outcome"))
                    : outcomes;
        } catch (IOException | RuntimeException e) {
            return unreachable(e);
        }
    }

    @Override
    public void attach(Adapter to, OutChannel over, String parcelName, byte[] proofBundle) {
        try {
            Exchange exchange = route(to, new ParcelProducer.Load.Bundle(parcelName, proofBundle));
            if (exchange.getException() instanceof IOException failure) {
                throw failure;
            } else if (exchange.getException() != null) {
                throw new IOException(exchange.getException());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A proof bundle cannot be put beside its delivery", e);
        }
    }

    private Exchange route(Adapter to, ParcelProducer.Load load) throws IOException {
        CamelContext context = channels.running(START_WAIT_SECONDS, TimeUnit.SECONDS);
        ProducerTemplate template = channels.template();
        var exchange = new DefaultExchange(context);
        exchange.getIn().setBody(load);
        return template.send("direct:deliver." + to.name() + AT_ONCE, exchange);
    }

    private static List<Outcome> unreachable(Exception e) {
        return List.of(new Outcome.Unreachable("The route could not deliver: %s".formatted(e)));
    }
}
