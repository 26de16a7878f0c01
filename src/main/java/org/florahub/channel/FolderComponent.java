package org.florahub.channel;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.InChannel;

/// `folder:ADAPTER`: the exchange folders of an adapter. Receives from `in/` and answers in `answers/`; delivers to
/// `out/`.
final class FolderComponent extends DefaultComponent {

    private final Supplier<Adapters> adapters;
    private final EdgeProperties edge;
    private final FileProperties settings;
    private final Clock clock;

    FolderComponent(Supplier<Adapters> adapters, EdgeProperties edge, FileProperties settings, Clock clock) {
        this.adapters = adapters;
        this.edge = edge;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Adapter adapter = adapters.get().get(remaining);
        if (adapter == null) {
            throw new IllegalArgumentException("%s: there is no adapter of that name".formatted(uri));
        }
        return new FolderEndpoint(uri, this, adapter);
    }

    /// The folders of one adapter.
    final class FolderEndpoint extends AdapterEndpoint {

        private final AdapterFolders folders;

        FolderEndpoint(String uri, FolderComponent component, Adapter adapter) {
            super(uri, component, adapter);
            this.folders = AdapterFolders.of(edge, adapter.name());
        }

        @Override
        public Producer createProducer() {
            return new ParcelProducer(this, new FolderWay(Folder.ofHub(folders.out())));
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            InChannel channel = in("file");
            return new InboxConsumer(
                    this,
                    processor,
                    adapter(),
                    channel,
                    new FolderInbox(folders, channel, clock),
                    InboxConsumer.Pace.of(settings),
                    clock,
                    new AtomicInteger());
        }
    }
}
