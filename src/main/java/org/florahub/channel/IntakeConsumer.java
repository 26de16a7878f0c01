package org.florahub.channel;

import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.florahub.intake.Incoming;

/// The beginning of a receiving route. The exchange's body is a list of [Incoming]; the route answers with a list of
/// [Handover] of the same length.
abstract class IntakeConsumer extends DefaultConsumer {

    IntakeConsumer(Endpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /// Sends a batch through the route.
    @SuppressWarnings("unchecked")
    final List<Handover> handOver(List<Incoming> batch) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(batch);
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            if (failure != null) {
                throw failure;
            }
            List<Handover> results = (List<Handover>) exchange.getMessage().getBody(List.class);
            if (results == null || results.size() != batch.size()) {
                throw new IllegalStateException(
                        "Route %s must end in the call of the reception".formatted(getRouteId()));
            }
            return results;
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
