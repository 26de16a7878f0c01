package org.florahub.channel;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivery into a queue of the hub's broker: a batch in one transaction, each message with the delivery's id as
/// duplicate id, so that the broker drops what a crash made the hub send twice.
///
/// A transaction that holds a duplicate fails whole; then each message is sent by itself, and the broker drops the
/// duplicates alone. Called by one thread.
final class QueueWay implements ParcelWay {

    private static final Logger LOG = LoggerFactory.getLogger(QueueWay.class);
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";
    /// The property that becomes the content type of an AMQP message.
    static final String CONTENT_TYPE = "JMS_AMQP_ContentType";

    private final Broker broker;
    private final String queue;
    private final ProofAddress proofs;
    private @Nullable Connection connection;
    private @Nullable Lane lane;

    /// Kept from batch to batch, since opening it costs a lone message as much as sending it.
    private record Lane(Session session, MessageProducer producer) {}

    QueueWay(Broker broker, String adapter, ProofAddress proofs) {
        this.broker = broker;
        this.queue = "out." + adapter;
        this.proofs = proofs;
    }

    @Override
    public List<Outcome> send(List<Parcel> batch) {
        try {
            try {
                sendTogether(batch);
                return delivered(batch.size());
            } catch (JMSException e) {
                if (!isDuplicate(e)) {
                    throw e;
                }
                LOG.debug("a batch for {} holds a duplicate and is sent one by one", queue);
                return sendSingly(batch);
            }
        } catch (JMSException e) {
            close();
            return List.of(new Outcome.Unreachable("The broker did not take a batch for %s: %s".formatted(queue, e)));
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        lane = null;
        if (open != null) {
            try {
                open.close();
            } catch (JMSException e) {
                LOG.debug("a connection did not close cleanly", e);
            }
        }
    }

    private void sendTogether(List<Parcel> batch) throws JMSException {
        boolean sent = false;
        try {
            Lane open = lane();
            for (Parcel parcel : batch) {
                open.producer().send(message(open.session(), parcel));
            }
            open.session().commit();
            sent = true;
        } finally {
            if (!sent) {
                close(); // with the session goes what it holds of the batch
            }
        }
    }

    private Lane lane() throws JMSException {
        Lane open = lane;
        if (open == null) {
            Session session = connection().createSession(true, Session.SESSION_TRANSACTED);
            open = new Lane(session, producer(session));
            lane = open;
        }
        return open;
    }

    private List<Outcome> sendSingly(List<Parcel> batch) throws JMSException {
        var outcomes = new ArrayList<Outcome>(batch.size());
        try (Session session = connection().createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = producer(session)) {
            for (Parcel parcel : batch) {
                producer.send(message(session, parcel));
                outcomes.add(new Outcome.Delivered());
            }
        } catch (JMSException e) {
            if (outcomes.isEmpty()) {
                throw e;
            }
            close();
            outcomes.add(new Outcome.Unreachable("The broker did not take a message for %s: %s".formatted(queue, e)));
        }
        return outcomes;
    }

    private MessageProducer producer(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(new ActiveMQQueue(queue));
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        return producer;
    }

    private BytesMessage message(Session session, Parcel parcel) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(parcel.body());
        message.setStringProperty(DUPLICATE_ID, parcel.id().toString());
        message.setStringProperty(CONTENT_TYPE, parcel.mediaType());
        for (Map.Entry<String, String> property : parcel.properties().entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty("florahub_name", parcel.name());
        message.setStringProperty("florahub_proof", proofs.of(parcel));
        return message;
    }

    private Connection connection() throws JMSException {
        Connection open = connection;
        if (open == null) {
            open = broker.connections().createConnection();
            connection = open;
        }
        return open;
    }

    private static List<Outcome> delivered(int count) {
        var outcomes = new ArrayList<Outcome>(count);
        for (int i = 0; i < count; i++) {
            outcomes.add(new Outcome.Delivered());
        }
        return outcomes;
    }

    private static boolean isDuplicate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQDuplicateIdException) {
                return true;
            }
        }
        return false;
    }
}
