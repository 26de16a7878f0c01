package org.florahub.channel;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.intake.Answer;
import org.florahub.intake.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the messages of a queue in batches, each in one broker transaction: receive what is there, hand it over,
/// put the answers into the sender's reply queue, commit.
///
/// A crash before the commit brings the batch back, and intake recognises it. When the hub fails at a message, the
/// batch is rolled back and taken again one by one; a message that fails alone [MqProperties#attemptsMax()] times
/// goes to
/// `dead.ADAPTER` in the same transaction. While the store is unavailable the queue waits, however long it takes.
///
/// Answers go to `reply.ADAPTER` only, wherever the message asked for them: all rejections, and receipts where it
/// names a reply address at all.
final class MqConsumer extends LoopConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(MqConsumer.class);
    private static final long WAIT_MS = 500;

    private final Adapter adapter;
    private final InChannel channel;
    private final Broker broker;
    private final MqProperties settings;
    private final Path spool;
    private final Path refused;
    private @Nullable Lane lane;
    /// How many messages are still taken one by one after a failed batch.
    private int singly;

    /// What a turn works on; it goes as a whole when anything of it breaks.
    private record Lane(Connection connection, Session session, MessageConsumer in, MessageProducer out) {}

    MqConsumer(
            Endpoint endpoint,
            Processor processor,
            Adapter adapter,
            InChannel channel,
            Broker broker,
            EdgeProperties edge,
            MqProperties settings) {
        super(endpoint, processor);
        this.adapter = adapter;
        this.channel = channel;
        this.broker = broker;
        this.settings = settings;
        this.spool = edge.brokerFolder().resolve("spool").resolve(adapter.name());
        this.refused = AdapterFolders.of(edge, adapter.name()).refused();
    }

    @Override
    void turn() throws Exception {
        Lane open = lane();
        try (var batch = new MessageBatch(adapter, channel, spool)) {
            receive(open.in(), batch);
            if (batch.messages().isEmpty()) {
                return;
            }
            List<Handover> results = handOver(batch.incoming());
            if (results.stream().anyMatch(Handover.Failed.class::isInstance)) {
                failed(open, batch, results);
                return;
            }
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof Handover.Taken(Receipt receipt)) {
                    answer(open, batch.messages().get(i), receipt);
                    if (receipt instanceof Receipt.Refused) {
                        batch.setAside(i, refused);
                    }
                }
            }
            open.session().commit();
            singly = Math.max(0, singly - results.size());
        }
    }

    @Override
    void release() {
        Lane open = lane;
        lane = null;
        if (open != null) {
            try {
                open.connection().close();
            } catch (JMSException e) {
                LOG.debug("a connection did not close cleanly", e);
            }
        }
    }

    private Lane lane() throws JMSException {
        Lane open = lane;
        if (open != null) {
            return open;
        }
        Connection connection = broker.connections().createConnection();
        try {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer in = session.createConsumer(new ActiveMQQueue("in." + adapter.name()));
            MessageProducer out = session.createProducer(null);
            out.setDeliveryMode(DeliveryMode.PERSISTENT);
            connection.start();
            open = new Lane(connection, session, in, out);
            lane = open;
            return open;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    /// Waits for a first message, then takes those that are there, within the limits of a batch. A client that asks
    /// for a message where none is waits for the broker to say so: a lone message is spared that by a look at the
    /// queue.
    private void receive(MessageConsumer in, MessageBatch batch) throws JMSException, IOException {
        Message message = in.receive(WAIT_MS);
        while (message != null) {
            batch.add(message);
            boolean full = singly > 0
                    || batch.messages().size() >= settings.batchMessages()
                    || batch.bytes() >= settings.batchBytes().toBytes()
                    || batch.messages().size() >= broker.depth("in." + adapter.name());
            message = full ? null : in.receiveNoWait();
        }
    }

    private void answer(Lane open, Message message, Receipt receipt) throws JMSException {
        if (receipt instanceof Receipt.Accepted && message.getJMSReplyTo() == null) {
            return;
        }
        for (Answer answer : receipt.answers()) {
            BytesMessage reply = open.session().createBytesMessage();
            reply.writeBytes(answer.body());
            String correlation = message.getJMSCorrelationID();
            reply.setJMSCorrelationID(correlation == null ? message.getJMSMessageID() : correlation);
            reply.setStringProperty(QueueWay.CONTENT_TYPE, answer.mediaType());
            reply.setStringProperty("florahub_result", Reception.result(receipt));
            reply.setLongProperty("florahub_message", receipt.message());
            reply.setStringProperty("florahub_name", answer.name());
            open.out().send(new ActiveMQQueue("reply." + adapter.name()), reply);
        }
    }

    private void failed(Lane open, MessageBatch batch, List<Handover> results) throws Exception {
        Handover.Failed failure = results.stream()
                .filter(Handover.Failed.class::isInstance)
                .map(Handover.Failed.class::cast)
                .min(Comparator.comparing(failed -> !failed.ofTheHub()))
                .orElseThrow();
        int attempts = batch.messages().getFirst().getIntProperty("JMSXDeliveryCount");
        boolean alone = results.size() == 1;
        LOG.debug("the failure", failure.cause());
        if (alone && !failure.ofTheHub() && attempts >= settings.attemptsMax()) {
            bury(open, batch);
            open.session().commit();
            LOG.error(
                    "a message from {} failed {} times and lies in dead.{} now: {}",
                    adapter.name(),
                    attempts,
                    adapter.name(),
                    failure.cause().toString());
            return;
        }
        open.session().rollback();
        if (!failure.ofTheHub() && !alone) {
            singly = results.size();
            return;
        }
        LOG.error(
                "{} of {} messages from {} could not be taken and come again: {}",
                results.stream().filter(Handover.Failed.class::isInstance).count(),
                results.size(),
                adapter.name(),
                failure.cause().toString());
        pause(settings.retryDelay());
    }

    /// Sets the only message of a batch aside, in the transaction that takes it from its queue.
    private void bury(Lane open, MessageBatch batch) throws JMSException, IOException {
        BytesMessage copy = open.session().createBytesMessage();
        batch.copyTo(copy, 0);
        copy.setJMSCorrelationID(batch.messages().getFirst().getJMSMessageID());
        open.out().send(new ActiveMQQueue("dead." + adapter.name()), copy);
    }
}
