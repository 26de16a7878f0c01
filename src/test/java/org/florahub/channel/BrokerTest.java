package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real broker over a real socket, as partner systems see it.
@Timeout(60)
class BrokerTest {

    private static final String PASSWORD = "correct-horse-battery";

    @TempDir
    Path data;

    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        Credentials.setAll(data.resolve("credentials.properties"), Map.of("alpha", PASSWORD, "beta", PASSWORD));
        broker = open();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Broker open() {
        var edge = new EdgeProperties(data, Path.of("transforms"), "127.0.0.1", 0, 0, null);
        Rights rights = Rights.of(Map.of("alpha", "alpha", "beta", "beta"));
        var gate = new BrokerGate(
                Credentials.open(edge.credentialsFile(), Set.of("alpha", "beta")),
                rights,
                new RefusalLog(Clock.systemUTC()));
        return Broker.start(edge, MqProperties.standard(), Set.of("alpha", "beta"), gate, new SimpleMeterRegistry());
    }

    @Test
    void letsAnAdapterSendOnlyToItsOwnQueueAndReadOnlyItsOwn() throws Exception {
        try (Connection alpha = connect("alpha", PASSWORD)) {
            send(alpha, "in.alpha", "one");
            for (String foreign : List.of("in.beta", "out.alpha", "reply.alpha", "out.beta", "activemq.management")) {
                assertThatThrownBy(() -> send(alpha, foreign, "two"))
                        .as("sending to %s", foreign)
                        .isInstanceOf(JMSException.class);
            }
            receive(alpha, "out.alpha");
            receive(alpha, "reply.alpha");
            for (String foreign : List.of("out.beta", "reply.beta", "in.alpha", "in.beta", "dead.alpha")) {
                assertThatThrownBy(() -> receive(alpha, foreign))
                        .as("reading %s", foreign)
                        .isInstanceOf(JMSException.class);
            }
        }
        assertThat(broker.depth("in.alpha")).isEqualTo(1);
        assertThat(broker.depth("in.beta")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"alpha, wrong-password-here", "gamma, correct-horse-battery", "flora-hub, correct-horse-battery"})
    void refusesAWrongUserOrPassword(String user, String password) {
        assertThatThrownBy(() -> connect(user, password)).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void refusesWhoeverSendsNoPassword() {
        assertThatThrownBy(() -> new ActiveMQConnectionFactory("tcp://127.0.0.1:" + broker.port()).createConnection())
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void createsNoQueueForAnybody() throws Exception {
        try (Connection alpha = connect("alpha", PASSWORD)) {
            assertThatThrownBy(() -> send(alpha, "elsewhere", "one")).isInstanceOf(JMSException.class);
            Session session = alpha.createSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThatThrownBy(session::createTemporaryQueue).isInstanceOf(JMSException.class);
        }
    }

    @Test
    void keepsWhatWasSentUndurableOverARestart() throws Exception {
        try (Connection alpha = connect("alpha", PASSWORD)) {
            Session session = alpha.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(new ActiveMQQueue("in.alpha"));
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.setTimeToLive(1);
            producer.send(session.createTextMessage("one"));
        }
        broker.close();
        broker = open();
        assertThat(broker.depth("in.alpha")).isEqualTo(1);
    }

    @Test
    void saysWhatToDoWhenThePortIsTaken() {
        Path other = data.resolve("other");
        var edge = new EdgeProperties(other, Path.of("transforms"), "127.0.0.1", 0, broker.port(), null);
        Rights rights = Rights.of(Map.of());
        var gate = new BrokerGate(
                Credentials.open(edge.credentialsFile(), Set.of()), rights, new RefusalLog(Clock.systemUTC()));
        assertThatThrownBy(() -> Broker.start(edge, MqProperties.standard(), Set.of(), gate, new SimpleMeterRegistry()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("flora.amqp-port");
    }

    @Test
    void namesItsJournal() {
        assertThat(broker.journal()).isIn("ASYNCIO", "NIO");
        assertThat(Files.isDirectory(data.resolve("broker/journal"))).isTrue();
    }

    @Test
    void letsNobodyElseOnThisMachineReadItsJournal() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("broker"))))
                .isEqualTo("rwx------");
    }

    @Test
    void leavesNothingInItsFilesOfADeliveryThatWasTakenBack() throws Exception {
        UUID delivery = UUID.randomUUID();
        deliver(delivery, "Beispielmann");
        deliver(UUID.randomUUID(), "Anderswer");
        assertThat(filesHolding("Beispielmann")).isNotEmpty();

        assertThat(broker.remove("out.alpha", delivery)).isEqualTo(1);
        broker.compact();

        assertThat(filesHolding("Beispielmann")).isEmpty();
        assertThat(filesHolding("Anderswer")).isNotEmpty();
        assertThat(broker.isPaged("out.alpha")).isFalse();
    }

    @Test
    void saysThatAQueueIsPagedUntilItHasBeenFetched() throws Exception {
        String large = "x".repeat(64 << 10);
        for (int sent = 0; sent < 300; sent++) { // more than the queue's quarter of the memory
            deliver(UUID.randomUUID(), large);
        }
        UUID delivery = UUID.randomUUID();
        deliver(delivery, "Beispielmann");
        deliver(UUID.randomUUID(), large);
        assertThat(broker.remove("out.alpha", delivery)).isEqualTo(1);
        broker.compact();
        assertThat(filesHolding("Beispielmann")).isNotEmpty();
        assertThat(broker.isPaged("out.alpha")).isTrue();

        try (Connection alpha = connect("alpha", PASSWORD);
                Session session = alpha.createSession(false, Session.AUTO_ACKNOWLEDGE);
                var reader = session.createConsumer(new ActiveMQQueue("out.alpha"))) {
            int fetched = 0;
            while (reader.receive(2_000) != null) {
                fetched++;
            }
            assertThat(fetched).isGreaterThan(2);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !broker.isPaged("out.alpha"));

        assertThat(filesHolding("Beispielmann")).isEmpty();
    }

    /// As the hub itself does.
    private void deliver(UUID delivery, String text) throws JMSException {
        try (var factory = broker.connections();
                Connection hub = factory.createConnection();
                Session session = hub.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            BytesMessage message = session.createBytesMessage();
            message.setStringProperty("florahub_delivery", delivery.toString());
            message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            session.createProducer(new ActiveMQQueue("out.alpha")).send(message);
        }
    }

    private List<Path> filesHolding(String text) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("broker"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void logsWhomItRefusesAndFromWhere() {
        try (var said = new LogLines(RefusalLog.class)) {
            assertThatThrownBy(() -> connect("alpha", "wrong-password-here")).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> connect("a secret typed here", PASSWORD)).isInstanceOf(JMSException.class);
            assertThat(said.lines())
                    .containsExactly(
                            "broker refused alpha from 127.0.0.1: wrong user or password",
                            "broker refused an unknown user from 127.0.0.1: wrong user or password");
        }
    }

    private Connection connect(String user, String password) throws JMSException {
        Connection connection =
                new ActiveMQConnectionFactory("tcp://127.0.0.1:" + broker.port()).createConnection(user, password);
        connection.start();
        return connection;
    }

    private static void send(Connection connection, String queue, String text) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            session.createProducer(new ActiveMQQueue(queue)).send(message);
        }
    }

    private static void receive(Connection connection, String queue) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            assertThat(session.createConsumer(new ActiveMQQueue(queue)).receiveNoWait())
                    .isNull();
        }
    }
}
