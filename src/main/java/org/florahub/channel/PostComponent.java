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

/// `post:ADAPTER`: documents over plain HTTP. Receives what the adapter posts to `/in/ADAPTER`; delivers by posting
/// to the `endpoint` of its adapter.yaml.
final class PostComponent extends DefaultComponent {

    private final Supplier<Adapters> adapters;
    private final EdgeProperties edge;
    private final HttpProperties settings;
    private final Postbox postbox;

    PostComponent(Supplier<Adapters> adapters, EdgeProperties edge, HttpProperties settings, Postbox postbox) {
        this.adapters = adapters;
        this.edge = edge;
        this.settings = settings;
        this.postbox = postbox;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Adapter adapter = adapters.get().get(remaining);
        if (adapter == null) {
            throw new IllegalArgumentException("%s: there is no adapter of that name".formatted(uri));
        }
        return new PostEndpoint(uri, this, adapter);
    }

    /// The two directions of one adapter.
    final class PostEndpoint extends AdapterEndpoint {

        PostEndpoint(String uri, PostComponent component, Adapter adapter) {
            super(uri, component, adapter);
        }

        @Override
        public Producer createProducer() {
            Map<String, String> channel = out("http").settings();
            CallbackAddress address = CallbackAddress.of(
                            adapter().name(), channel.getOrDefault("endpoint", ""), settings.plainHttpHosts())
                    .withToken(channel.get("token"));
            var form = new DocumentForm(new ProofAddress(edge));
            return new ParcelProducer(
                    this, new CallbackWay(address, form, settings.connectTimeout(), settings.answerTimeout()));
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new PostConsumer(
                    this,
                    processor,
                    adapter(),
                    in("http"),
                    postbox,
                    edge.data().resolve("http").resolve(adapter().name()));
        }
    }
}
