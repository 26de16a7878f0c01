package org.florahub.process;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/// A partner at a queue to whom the arrivals of very many people are reported, and who honours delivery ids: remembers
/// for each person of a long list by which delivery it came, and for everybody else when.
final class Arrivals implements Runnable {

    private static final Pattern LISTED = Pattern.compile("9500([0-9]{2})([0-9]{6})");
    private static final int MESSAGES_OF_A_COMMIT = 200;

    private final HubProcess hub;
    private final AtomicLongArray deliveryOf;
    private final Map<String, Long> others = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger listed = new AtomicInteger();
    private volatile boolean ended;

    /// @param listed how many people the long list is about
    Arrivals(HubProcess hub, int listed) {
        this.hub = hub;
        this.deliveryOf = new AtomicLongArray(listed);
    }

    /// How many people of the list have arrived.
    int listed() {
        return listed.get();
    }

    /// When the arrival of somebody else was heard of, by [System#nanoTime], by AZR number.
    Map<String, Long> others() {
        return others;
    }

    /// What no partner may see: a person twice under different ids, or nobody that was sent.
    List<String> violations() {
        return violations;
    }

    void end() {
        ended = true;
    }

    /// Keeps coming back as a real consumer does.
    @Override
    public void run() {
        while (!ended) {
            try (var factory = new ActiveMQConnectionFactory(
                            "tcp://127.0.0.1:%d?callTimeout=5000".formatted(hub.amqpPort()));
                    Connection connection = factory.createConnection("bamf", hub.password("bamf"));
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
                connection.start();
                read(session);
            } catch (JMSException _) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private void read(Session session) throws JMSException {
        MessageConsumer consumer = session.createConsumer(session.createQueue("out.bamf"));
        int taken = 0;
        while (!ended) {
            Message message = consumer.receive(100);
            if (message != null) {
                take(UUID.fromString(message.getStringProperty("florahub_delivery")), text(message));
                taken++;
            }
            if (taken > 0 && (message == null || taken == MESSAGES_OF_A_COMMIT)) {
                session.commit();
                taken = 0;
            }
        }
    }

    private void take(UUID delivery, String document) {
        Matcher azr = LISTED.matcher(document);
        if (!azr.find()) {
            others.putIfAbsent(Letters.azrIn(document), System.nanoTime());
            return;
        }
        int person = (Integer.parseInt(azr.group(1)) - 1) * 100_000 + Integer.parseInt(azr.group(2));
        long id = delivery.getMostSignificantBits() ^ delivery.getLeastSignificantBits();
        long before = deliveryOf.getAndSet(person, id);
        if (before == 0) {
            listed.incrementAndGet();
        } else if (before != id) {
            violations.add("person " + person + " came by two deliveries");
        }
    }

    private static String text(Message message) throws JMSException {
        return message.isBodyAssignableTo(byte[].class)
                ? new String(message.getBody(byte[].class), StandardCharsets.UTF_8)
                : message.getBody(String.class);
    }
}
