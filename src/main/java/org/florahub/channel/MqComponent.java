package org.florahub.channel;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;

/// `mq:ADAPTER`: the queues of an adapter. Receives from `in.ADAPTER` and answers to `reply.ADAPTER`; delivers to
/// `out.ADAPTER`.
final class MqComponent extends DefaultComponent {

    private final Supplier<Adapters> adapters;
    private final Broker broker;
    private final EdgeProperties edge;
    private final MqProperties settings;

    MqComponent(Supplier<Adapters> adapters, Broker broker, EdgeProperties edge, MqProperties settings) {
        this.adapters = adapters;
        this.broker = broker;
        this.edge = edge;
        this.settings = settings;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Adapter adapter = adapters.get().get(remaining);
        if (adapter == null) {
            throw new IllegalArgumentException("%s: there is no adapter of that name".formatted(uri));
        }
        return new MqEndpoint(uri, this, adapter);
    }

    /// The queues of one adapter.
    final class MqEndpoint extends AdapterEndpoint {

        MqEndpoint(String uri, MqComponent component, Adapter adapter) {
            super(uri, component, adapter);
        }

        @Override
        public Producer createProducer() {
            return new ParcelProducer(this, new QueueWay(broker, adapter().name(), new ProofAddress(edge)));
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new MqConsumer(this, processor, adapter(), in("mq"), broker, edge, settings);
        }
    }
}
