package org.florahub.bench.textbook;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/// The two routes. A message is recorded in one database transaction, then its two copies are sent in the JMS
/// transaction in which it was received (queue) or in one of its own (file); a crash between the two repeats the
/// message, and the store then knows it.
final class TextbookRoutes extends RouteBuilder {

    static final String IN = "in.textbook";
    static final String REJECTED = "rejected";
    static final int CONSUMERS = 8;

    /// The transaction policy in which a file's two copies are sent.
    static final String POLICY = "sendBoth";

    private final String inbox;
    private final SchemaCheck schema;
    private final DecisionFormat format;
    private final EventStore store;

    TextbookRoutes(String inbox, SchemaCheck schema, DecisionFormat format, EventStore store) {
        this.inbox = inbox;
        this.schema = schema;
        this.format = format;
        this.store = store;
    }

    @Override
    public void configure() {
        onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, "Rejected: ${exception.class.name}")
                .to("jms:queue:" + REJECTED);

        from("jms:queue:" + IN + "?concurrentConsumers=" + CONSUMERS)
                .routeId("queue")
                .bean(schema)
                .bean(format, "read")
                .bean(store)
                .bean(format, "write")
                .multicast()
                .to("jms:queue:out.one", "jms:queue:out.two");

        from("file:" + inbox + "?include=.*[.]xml&delete=true&readLock=none&delay=100")
                .routeId("file")
                .threads(CONSUMERS, CONSUMERS)
                .convertBodyTo(byte[].class)
                .bean(schema)
                .bean(format, "read")
                .bean(store)
                .bean(format, "write")
                .transacted(POLICY)
                .multicast()
                .to("jms:queue:out.one", "jms:queue:out.two");
    }
}
