package org.florahub.bench.textbook;

import jakarta.jms.ConnectionFactory;
import java.net.URL;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/// The running textbook route: embedded broker, embedded database, Camel.
public final class Textbook implements AutoCloseable {

    static final int SESSIONS = 64;

    private final EmbeddedActiveMQ broker;
    private final EventStore store;
    private final CachingConnectionFactory connections;
    private final CamelContext camel;

    private Textbook(
            EmbeddedActiveMQ broker, EventStore store, CachingConnectionFactory connections, CamelContext camel) {
        this.broker = broker;
        this.store = store;
        this.connections = connections;
        this.camel = camel;
    }

    /// Starts everything in a folder of its own; returns when messages and files are taken.
    ///
    /// @param data  empty or of an earlier start; files are taken from its folder `inbox`
    /// @param schema what messages must satisfy
    public static Textbook start(Path data, URL schema) throws Exception {
        EmbeddedActiveMQ broker = Broker.start(data.resolve("broker"));
        var store = new EventStore(data.resolve("events.db"));
        var connections =
                new CachingConnectionFactory(new ActiveMQConnectionFactory("vm://0", Broker.USER, Broker.PASSWORD));
        connections.setSessionCacheSize(SESSIONS);
        connections.setCacheConsumers(false);
        var camel = new DefaultCamelContext();
        camel.addComponent("jms", jms(connections));
        camel.getRegistry().bind(TextbookRoutes.POLICY, policy(connections));
        camel.addRoutes(new TextbookRoutes(
                data.resolve("inbox").toString(), new SchemaCheck(schema), new DecisionFormat(), store));
        camel.start();
        return new Textbook(broker, store, connections, camel);
    }

    private static JmsComponent jms(ConnectionFactory connections) {
        var threads = new SimpleAsyncTaskExecutor("jms-");
        threads.setVirtualThreads(true);
        var jms = new JmsComponent();
        jms.setConnectionFactory(connections);
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setTaskExecutor(threads);
        return jms;
    }

    private static SpringTransactionPolicy policy(ConnectionFactory connections) {
        var policy = new SpringTransactionPolicy(new JmsTransactionManager(connections));
        policy.setPropagationBehaviorName("PROPAGATION_REQUIRED");
        return policy;
    }

    /// How many messages lie in a queue.
    ///
    /// @throws IllegalArgumentException if there is no such queue
    public long depth(String queue) {
        Queue found = broker.getActiveMQServer().locateQueue(queue);
        if (found == null) {
            throw new IllegalArgumentException("No queue " + queue);
        }
        return found.getMessageCount();
    }

    /// How many events are stored.
    public long events() {
        return store.events();
    }

    @Override
    public void close() {
        camel.stop();
        connections.destroy();
        store.close();
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop", e);
        }
    }
}
