package org.florahub.channel;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultEndpoint;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.OutChannel;

/// An endpoint of one adapter: `folder:ADAPTER`, `mq:ADAPTER` or `callback:ADAPTER`. Where it lies and how it
/// behaves is the adapter's and the hub's configuration, so that a route only says which way a message goes.
abstract class AdapterEndpoint extends DefaultEndpoint {

    private final Adapter adapter;

    AdapterEndpoint(String uri, Component component, Adapter adapter) {
        super(uri, component);
        this.adapter = adapter;
    }

    final Adapter adapter() {
        return adapter;
    }

    /// The adapter's channel of that type through which it sends.
    ///
    /// @throws IllegalArgumentException if it has none
    final InChannel in(String type) {
        return adapter.in().stream()
                .filter(channel -> channel.type().equals(type))
                .findFirst()
                .orElseThrow(() -> none(type, "in"));
    }

    /// The adapter's channel of that type through which it receives.
    ///
    /// @throws IllegalArgumentException if it has none
    final OutChannel out(String type) {
        return adapter.out().stream()
                .filter(channel -> channel.type().equals(type))
                .findFirst()
                .orElseThrow(() -> none(type, "out"));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        throw new UnsupportedOperationException(getEndpointUri() + " only delivers");
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    private IllegalArgumentException none(String type, String direction) {
        return new IllegalArgumentException(
                "adapter %s: found no channel %s of type %s, expected one. Add it, or remove the route."
                        .formatted(adapter.name(), direction, type));
    }
}
