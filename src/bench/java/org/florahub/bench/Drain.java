package org.florahub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

/// Empties a queue in transactions and keeps what was in it. Not thread-safe.
final class Drain {

    private static final int BATCH = 500;
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long MOMENT_MILLIS = 200;

    private final ConnectionFactory connections;
    private final String queue;
    private final Tally tally = new Tally();

    Drain(ConnectionFactory connections, String queue) {
        this.connections = connections;
        this.queue = queue;
    }

    /// Reads all that lies in the queue, until it stays empty for a moment: what came twice shows.
    Tally rest() throws JMSException {
        return read(Integer.MAX_VALUE, MOMENT_MILLIS);
    }

    /// Reads until that many numbers came, or none for half a minute.
    Tally until(int count) throws JMSException {
        return read(count, PATIENCE_MILLIS);
    }

    private Tally read(int count, long millis) throws JMSException {
        try (JMSContext context = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue(queue));
            for (int i = 1; tally.size() < count; i++) {
                Message message = consumer.receive(millis);
                if (message == null) {
                    break;
                }
                tally.add(text(message));
                if (i % BATCH == 0) {
                    context.commit();
                }
            }
            context.commit();
        }
        return tally;
    }

    /// The document in a message; empty when there is none.
    static String text(@Nullable Message message) throws JMSException {
        return switch (message) {
            case null -> "";
            case BytesMessage bytes -> new String(bytes.getBody(byte[].class), UTF_8);
            default -> message.getBody(String.class);
        };
    }
}
