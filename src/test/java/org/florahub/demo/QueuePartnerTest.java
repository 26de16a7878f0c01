package org.florahub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The AMQP partner against a real broker that serves AMQP only, and a JMS program in the hub's place.
@Timeout(60)
class QueuePartnerTest {

    private static EmbeddedActiveMQ broker;
    private static int port;

    @BeforeAll
    static void startBroker() throws Exception {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP")
                .addAcceptorConfiguration("vm", "vm://41");
        for (String queue : List.of("in.bamf", "reply.bamf", "out.bamf")) {
            configuration.addQueueConfiguration(
                    QueueConfiguration.of(queue).setAddress(queue).setRoutingType(RoutingType.ANYCAST));
        }
        broker = new EmbeddedActiveMQ().setConfiguration(configuration).setSecurityManager(new OnePassword());
        broker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.stop();
    }

    @Test
    void getsTheAnswerThatBelongsToItsMessage() throws Exception {
        try (var partner = new QueuePartner("bamf", port, "right");
                var factory = new ActiveMQConnectionFactory("vm://41");
                JMSContext hub = factory.createContext("hub", "right", Session.AUTO_ACKNOWLEDGE)) {
            partner.listen();
            FutureTask<Void> answered = new FutureTask<>(() -> {
                Message message = hub.createConsumer(hub.createQueue("in.bamf")).receive(20_000);
                answer(hub, "somebody-else", "<quittung><ereignisse aufgezeichnet='9'/></quittung>");
                answer(
                        hub,
                        message.getJMSCorrelationID(),
                        "<rueckweisung><fehler code='X000' zeile='3'/></rueckweisung>");
                return null;
            });
            Thread.ofVirtual().start(answered);

            Reply reply = partner.send(new Letter("a.xml", "<a>".getBytes(StandardCharsets.UTF_8)));

            assertThat(reply).isEqualTo(new Reply(Reply.Verdict.REJECTED, List.of("X000 line 3"), 0));
            answered.get(1, TimeUnit.SECONDS);
        }
    }

    @Test
    void countsARepeatedDeliveryOnce() throws Exception {
        var arrivals = new CopyOnWriteArrayList<Arrival>();
        try (var partner = new QueuePartner("bamf", port, "right");
                var factory = new ActiveMQConnectionFactory("vm://41");
                JMSContext hub = factory.createContext("hub", "right", Session.AUTO_ACKNOWLEDGE)) {
            partner.receive(arrivals::add);
            for (String id : List.of("one", "one", "two")) {
                BytesMessage message = hub.createBytesMessage();
                message.writeBytes(id.getBytes(StandardCharsets.UTF_8));
                message.setStringProperty("florahub_delivery", id);
                hub.createProducer().send(hub.createQueue("out.bamf"), message);
            }

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(arrivals)
                            .extracting(arrival -> new String(arrival.body(), StandardCharsets.UTF_8))
                            .containsExactly("one", "two"));
        }
    }

    @Test
    void saysWhoCannotLogIn() {
        assertThatThrownBy(() -> new QueuePartner("bamf", port, "wrong").close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bamf cannot log in to the broker");
    }

    private static void answer(JMSContext hub, String correlation, String body) throws JMSException {
        BytesMessage answer = hub.createBytesMessage();
        answer.writeBytes(body.getBytes(StandardCharsets.UTF_8));
        answer.setJMSCorrelationID(correlation);
        hub.createProducer().send(hub.createQueue("reply.bamf"), answer);
    }

    private static final class OnePassword implements ActiveMQSecurityManager {

        @Override
        public boolean validateUser(String user, String password) {
            return "right".equals(password);
        }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType checkType) {
            return validateUser(user, password);
        }
    }
}
