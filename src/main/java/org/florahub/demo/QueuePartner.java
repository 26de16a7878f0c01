package org.florahub.demo;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/// A partner on the broker, over AMQP 1.0 with a client that is not the broker's own. It sends to `in.NAME`, is
/// answered on `reply.NAME` and receives from `out.NAME`.
final class QueuePartner implements Partner {

    private static final int ANSWER_SECONDS_MAX = 30;
    private static final String[] QUEUE = {"queue"};

    private final String name;
    private final Client client = Client.create();
    private final Connection connection;
    private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// Connects and logs in.
    ///
    /// @throws IOException if the broker cannot be reached or refuses the login
    QueuePartner(String name, int port, String password) throws IOException {
        this.name = name;
        var options = new ConnectionOptions().user(name).password(password);
        try {
            connection = client.connect("127.0.0.1", port, options).openFuture().get(20, TimeUnit.SECONDS);
        } catch (ClientException | ExecutionException | TimeoutException e) {
            client.close();
            throw new IOException("%s cannot log in to the broker on port %d".formatted(name, port), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /// Listens for answers; only a partner that sends has an answer queue.
    void listen() throws IOException {
        consume("reply." + name, message -> {
            CompletableFuture<Reply> reply = waiting.remove(correlation(message));
            if (reply != null) {
                reply.complete(Reply.read(body(message)));
            }
        });
    }

    @Override
    public Reply send(Letter letter) throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        var reply = new CompletableFuture<Reply>();
        waiting.put(id, reply);
        try (Sender sender = connection.openSender("in." + name, senderOptions())) {
            Message<byte[]> message = Message.create(letter.body())
                    .messageId(id)
                    .correlationId(id)
                    .replyTo("reply." + name)
                    .durable(true)
                    .replyTo("reply." + name)
                    .contentType("application/xml")
                    .subject(letter.name());
            sender.send(message).awaitSettlement(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            return reply.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ClientException | ExecutionException e) {
            throw new IOException("%s could not send to the broker".formatted(name), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "%s: no answer to %s within %d s".formatted(name, letter.name(), ANSWER_SECONDS_MAX), e);
        } finally {
            waiting.remove(id);
        }
    }

    @Override
    public void receive(Consumer<Arrival> arrivals) throws IOException {
        consume("out." + name, message -> {
            String id = String.valueOf(message.property("florahub_delivery"));
            if (seen.add(id)) {
                arrivals.accept(new Arrival(name, id, body(message), System.nanoTime()));
            }
        });
    }

    /// Each message is accepted only after it was handled, so that a crash of the partner loses none.
    private void consume(String queue, Handler handler) throws IOException {
        Receiver receiver;
        try {
            receiver = connection
                    .openReceiver(queue, receiverOptions())
                    .openFuture()
                    .get(20, TimeUnit.SECONDS);
        } catch (ClientException | ExecutionException | TimeoutException e) {
            throw new IOException("%s may not read queue %s".formatted(name, queue), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        Thread.ofVirtual().name(queue).start(() -> {
            try (receiver) {
                while (!closed) {
                    Delivery delivery = receiver.receive(1, TimeUnit.SECONDS);
                    if (delivery != null) {
                        handler.handle(delivery.message());
                        delivery.accept();
                    }
                }
            } catch (ClientException e) {
                if (!closed) {
                    waiting.values().forEach(reply -> reply.completeExceptionally(e));
                }
            }
        });
    }

    /// JMS programs write `ID:` before the ids of others.
    private static String correlation(Message<?> message) throws ClientException {
        String id = String.valueOf(message.correlationId());
        return id.startsWith("ID:") ? id.substring(3) : id;
    }

    private interface Handler {
        void handle(Message<?> message) throws ClientException;
    }

    private static byte[] body(Message<?> message) throws ClientException {
        return switch (message.body()) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case null, default -> new byte[0];
        };
    }

    private static SenderOptions senderOptions() {
        var options = new SenderOptions();
        options.targetOptions().capabilities(QUEUE);
        return options;
    }

    private static ReceiverOptions receiverOptions() {
        var options = new ReceiverOptions().autoAccept(false).creditWindow(100);
        options.sourceOptions().capabilities(QUEUE);
        return options;
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    @Override
    public void close() {
        closed = true;
        connection.close();
        client.close();
    }
}
