package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.delivery.Parcels;
import org.florahub.intake.IntakeUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Queues through the real routes and the real broker, as a JMS client outside sees them.
@Timeout(60)
class QueueChannelTest {

    private static final String ADAPTER = "bamf";

    @TempDir
    static Path data;

    private static Edge edge;
    private static Connection connection;
    private static Session session;

    @BeforeAll
    static void start() throws Exception {
        edge = new Edge(data, Map.of());
        connection = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + edge.broker.port())
                .createConnection(ADAPTER, Edge.PASSWORD);
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @BeforeEach
    void forgetTheTestBefore() throws JMSException {
        edge.receiver.reset();
        for (String queue : List.of("out.bamf", "reply.bamf")) {
            try (MessageConsumer consumer = session.createConsumer(new ActiveMQQueue(queue))) {
                while (consumer.receiveNoWait() != null) {
                    assertThat(queue).isNotEmpty();
                }
            }
        }
    }

    @AfterAll
    static void stop() throws JMSException {
        connection.close();
        edge.close();
    }

    @Test
    void takesEveryMessageOnce() throws Exception {
        List<String> all = IntStream.range(0, 350).mapToObj(i -> "text " + i).toList();
        for (String text : all) {
            send(text, false);
        }
        await().until(() -> edge.broker.depth("in.bamf") == 0);
        assertThat(edge.receiver.texts()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(edge.broker.depth("reply.bamf")).isZero();
    }

    @Test
    void answersARejectionAndAReceiptThatWasAskedForInTheSendersOwnQueue() throws Exception {
        edge.receiver.answerWith(
                text -> text.startsWith("bad") ? edge.receiver.rejected(text) : edge.receiver.accepted(text));
        String bad = send("bad", false);
        String good = send("good", true);
        send("silent", false);
        var replies = List.of(reply(), reply());
        assertThat(replies.stream().map(QueueChannelTest::correlation)).containsExactlyInAnyOrder(bad, good);
        assertThat(replies.stream().map(QueueChannelTest::result)).containsExactlyInAnyOrder("rejected", "accepted");
        assertThat(replies.stream().map(QueueChannelTest::body)).containsExactlyInAnyOrder("<no/>", "<yes/>");
        assertThat(edge.broker.depth("out.bamf")).isZero();
    }

    @Test
    void takesTextAsUtf8AndOtherKindsAsEmpty() throws Exception {
        session.createProducer(new ActiveMQQueue("in.bamf")).send(session.createTextMessage("Müller"));
        var map = session.createMapMessage();
        map.setString("key", "value");
        session.createProducer(new ActiveMQQueue("in.bamf")).send(map);
        await().until(() -> edge.receiver.texts().size() == 2);
        assertThat(edge.receiver.texts()).containsExactlyInAnyOrder("Müller", "");
    }

    @Test
    void takesAMessageThatIsTooLargeForMemoryThroughAFile() throws Exception {
        String large = "x".repeat(3 << 20);
        send(large, false);
        await().until(() -> edge.receiver.texts().size() == 1);
        assertThat(edge.receiver.texts().getFirst()).hasSameSizeAs(large);
        assertThat(edge.receiver.texts().getFirst().equals(large)).isTrue();
        await().until(() -> edge.broker.depth("in.bamf") == 0);
        try (var spooled = Files.list(data.resolve("broker/spool/bamf"))) {
            assertThat(spooled).isEmpty();
        }
    }

    @Test
    void setsAMessageAsideWholeThatIsLargerThanItsSenderMaySend() throws Exception {
        send("y".repeat(Math.toIntExact(edge.adapter(ADAPTER).limits().bytesMax() + 1)), false);
        await().atMost(Duration.ofSeconds(30)).until(() -> edge.broker.depth("reply.bamf") == 1);
        assertThat(result(reply())).isEqualTo("refused");
        try (var files = Files.list(edge.folders(ADAPTER).refused())) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file))
                            .isEqualTo(edge.adapter(ADAPTER).limits().bytesMax() + 1));
        }
    }

    @Test
    void setsAMessageAsideAtWhichTheHubFailsAndTakesTheOthers() throws Exception {
        var attempts = new AtomicInteger();
        long before = edge.broker.depth("dead.bamf");
        edge.receiver.answerWith(text -> {
            if (text.equals("poison")) {
                attempts.incrementAndGet();
                throw new IllegalStateException("a bug");
            }
            return edge.receiver.accepted(text);
        });
        for (String text : List.of("one", "poison", "two")) {
            send(text, false);
        }
        await().until(() -> edge.broker.depth("dead.bamf") == before + 1 && edge.broker.depth("in.bamf") == 0);
        assertThat(edge.receiver.texts()).contains("one", "two").doesNotContain("poison");
        assertThat(attempts).hasValueBetween(3, 6);
    }

    @Test
    void keepsEveryMessageWhileTheStoreIsUnavailable() throws Exception {
        var attempts = new AtomicInteger();
        long before = edge.broker.depth("dead.bamf");
        edge.receiver.answerWith(_ -> {
            attempts.incrementAndGet();
            throw new IntakeUnavailableException(new IllegalStateException("the disk is full"));
        });
        send("one", false);
        await().until(() -> attempts.get() > 6);
        assertThat(edge.broker.depth("dead.bamf")).isEqualTo(before);
        edge.receiver.answerWith(edge.receiver::accepted);
        await().until(() -> edge.receiver.texts().contains("one"));
        await().until(() -> edge.broker.depth("in.bamf") == 0);
    }

    @Test
    void deliversABatchOnceHoweverOftenItIsSent() throws Exception {
        var to = edge.adapter(ADAPTER);
        List<Parcel> batch = List.of(Parcels.of(1), Parcels.of(2), Parcels.of(3));
        List<Parcel> overlapping = List.of(Parcels.of(2), Parcels.of(3), Parcels.of(4));
        for (List<Parcel> each : List.of(batch, batch, overlapping)) {
            assertThat(edge.sender.send(to, to.out().getFirst(), each))
                    .hasSize(3)
                    .allMatch(Outcome.Delivered.class::isInstance);
        }
        await().untilAsserted(() -> assertThat(edge.broker.depth("out.bamf")).isEqualTo(4));
        var bodies = new ArrayList<String>();
        try (MessageConsumer consumer = session.createConsumer(new ActiveMQQueue("out.bamf"))) {
            for (int i = 0; i < 4; i++) {
                Message message = consumer.receive(2_000);
                bodies.add(body(message));
                assertThat(message.getStringProperty("florahub_delivery")).startsWith("id-");
                assertThat(message.getStringProperty("florahub_proof"))
                        .contains("/proofs/")
                        .endsWith(".proof");
            }
        }
        assertThat(bodies).hasSize(4).doesNotHaveDuplicates().isSorted();
    }

    private static String send(String text, boolean wantsReceipt) throws JMSException {
        try (MessageProducer producer = session.createProducer(new ActiveMQQueue("in.bamf"))) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(text.getBytes(UTF_8));
            if (wantsReceipt) {
                message.setJMSReplyTo(new ActiveMQQueue("out.bamf"));
            }
            producer.send(message);
            return message.getJMSMessageID();
        }
    }

    private static Message reply() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(new ActiveMQQueue("reply.bamf"))) {
            Message message = consumer.receive(10_000);
            assertThat(message).as("a reply").isNotNull();
            return message;
        }
    }

    private static String body(Message message) {
        try {
            return new String(message.getBody(byte[].class), UTF_8);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static String correlation(Message message) {
        try {
            return message.getJMSCorrelationID();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static String result(Message message) {
        try {
            return message.getStringProperty("florahub_result");
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
