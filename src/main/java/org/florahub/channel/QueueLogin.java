package org.florahub.channel;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;

/// Logs in at the broker of a running hub as an adapter's user, and opens its queues without sending or taking a
/// message.
///
/// @param address `HOST:PORT`
record QueueLogin(String address, String user, String password) {

    private static final String TIMES = "connectionTtl=20000&callTimeout=5000&reconnectAttempts=0";

    /// @param to   queues that are sent to
    /// @param from queues that are read
    /// @throws QueueRefusedException if one of them cannot be used
    void open(List<String> to, List<String> from) throws QueueRefusedException {
        try (var broker = new ActiveMQConnectionFactory("tcp://%s?%s".formatted(address, TIMES));
                Connection connection = connection(broker);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            for (String queue : to) {
                attach(
                        queue,
                        () -> session.createProducer(ActiveMQDestination.createQueue(queue))
                                .close());
            }
            for (String queue : from) {
                attach(queue, () -> browse(session.createBrowser(ActiveMQDestination.createQueue(queue))));
            }
        } catch (JMSException e) {
            throw new QueueRefusedException(
                    "the broker on %s cannot be used: %s".formatted(address, Unreached.because(e)));
        }
    }

    /// Why a queue cannot be used, and what to do.
    static final class QueueRefusedException extends Exception {

        private static final long serialVersionUID = 1;

        QueueRefusedException(String message) {
            super(message);
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws JMSException;
    }

    private Connection connection(ActiveMQConnectionFactory broker) throws JMSException, QueueRefusedException {
        try {
            return broker.createConnection(user, password);
        } catch (JMSSecurityException _) {
            throw new QueueRefusedException(
                    ("the broker does not let %s in: its password is another, or no adapter of this user is in force."
                                    + " Look with ./flora adapter status, or give it a new password.")
                            .formatted(user));
        }
    }

    private void attach(String queue, Attempt attempt) throws JMSException, QueueRefusedException {
        try {
            attempt.run();
        } catch (InvalidDestinationException _) {
            throw new QueueRefusedException(
                    "there is no queue %s: the running hub does not have this adapter. Run: ./flora adapter reload"
                            .formatted(queue));
        } catch (JMSSecurityException _) {
            throw new QueueRefusedException(
                    "%s has no right to %s: it is another adapter's user. Correct credentials in adapter.yaml."
                            .formatted(user, queue));
        }
    }

    private static void browse(QueueBrowser browser) throws JMSException {
        try (browser) {
            browser.getEnumeration();
        }
    }
}
