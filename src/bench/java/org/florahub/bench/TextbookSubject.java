package org.florahub.bench;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.florahub.bench.textbook.Broker;
import org.florahub.bench.textbook.Textbook;

/// The textbook route as a system under test.
final class TextbookSubject implements Subject {

    private final Textbook textbook;
    private final Path data;
    private final ConnectionFactory connections = new ActiveMQConnectionFactory("vm://0", Broker.USER, Broker.PASSWORD);

    private TextbookSubject(Textbook textbook, Path data) {
        this.textbook = textbook;
        this.data = data;
    }

    static TextbookSubject start(Path data) throws Exception {
        var schema = Objects.requireNonNull(Traffic.class.getResource("/hub/transforms/decision/schema/decision.xsd"));
        return new TextbookSubject(Textbook.start(data, schema), data);
    }

    @Override
    public long depth(String queue) {
        return textbook.depth(queue);
    }

    @Override
    public ConnectionFactory sender() {
        return connections;
    }

    @Override
    public ConnectionFactory receiver(String queue) {
        return connections;
    }

    @Override
    public String inQueue() {
        return "in.textbook";
    }

    @Override
    public List<String> outQueues() {
        return List.of("out.one", "out.two");
    }

    @Override
    public Path inbox() {
        return data.resolve("inbox");
    }

    @Override
    public Path rowsInbox() {
        throw new UnsupportedOperationException("The textbook route takes no CSV");
    }

    @Override
    public String rowsQueue() {
        throw new UnsupportedOperationException("The textbook route takes no CSV");
    }

    /// One commit of the database and one of the broker per message.
    @Override
    public long durableWaits() {
        return 2 * textbook.events();
    }

    @Override
    public boolean anchored() {
        return true;
    }

    @Override
    public void close() {
        textbook.close();
    }
}
