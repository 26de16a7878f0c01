package org.florahub.channel;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;

/// `callback:ADAPTER`: the service of an authority that receives over SOAP, at the `endpoint` of its adapter.yaml.
final class CallbackComponent extends DefaultComponent {

    private final Supplier<Adapters> adapters;
    private final EdgeProperties edge;
    private final SoapProperties settings;

    CallbackComponent(Supplier<Adapters> adapters, EdgeProperties edge, SoapProperties settings) {
        this.adapters = adapters;
        this.edge = edge;
        this.settings = settings;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Adapter adapter = adapters.get().get(remaining);
        if (adapter == null) {
            throw new IllegalArgumentException("%s: there is no adapter of that name".formatted(uri));
        }
        return new CallbackEndpoint(uri, this, adapter);
    }

    /// The service of one authority.
    final class CallbackEndpoint extends AdapterEndpoint {

        private final CallbackAddress address;
        private final boolean version12;

        CallbackEndpoint(String uri, CallbackComponent component, Adapter adapter) {
            super(uri, component, adapter);
            Map<String, String> channel = out("soap").settings();
            this.address =
                    CallbackAddress.of(adapter.name(), channel.getOrDefault("endpoint", ""), settings.plainHttpHosts());
            this.version12 = "1.2".equals(channel.get("version"));
        }

        @Override
        public Producer createProducer() {
            var proofs = new ProofAddress(edge);
            return new ParcelProducer(
                    this,
                    new CallbackWay(
                            address,
                            new SoapForm(version12, proofs),
                            settings.connectTimeout(),
                            settings.answerTimeout()));
        }
    }
}
