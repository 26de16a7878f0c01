package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LogKeys;
import org.florahub.record.Store;
import org.florahub.vault.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Kills the hub again and again under load on all three channels, then counts.
///
/// A closed loop: a person's arrival is reported by file or by SOAP; when BAMF hears of it on its queue, it states
/// the next step through its own queue; that one must come back to the reporting authority, by file or by SOAP
/// callback.
///
/// `mvn verify -Dit.test=NeverLostIT -Dhub.kills=50` does it more often.
class NeverLostIT {

    private static final int KILLS = Integer.getInteger("hub.kills", 10);
    private static final int PEOPLE_IN_FLIGHT_MAX = 200;
    private static final Pattern MESSAGE_ID = Pattern.compile("<(?:\\w+:)?MessageID[^>]*>\\s*([^<\\s]+)\\s*<");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AtomicInteger people = new AtomicInteger();
    private final Map<String, String> reporter = new ConcurrentHashMap<>();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<String> heardByBamf = new LinkedBlockingQueue<>();
    private final Effects atBamf = new Effects();
    private final Effects atFolder = new Effects();
    private final Effects atCallback = new Effects();
    private final Map<String, String> letterOf = new ConcurrentHashMap<>();
    private final List<Future<?>> partnersAtWork = new ArrayList<>();
    private final Map<Long, String> checkpoints = new ConcurrentHashMap<>();
    private volatile boolean sending = true;
    private volatile boolean running = true;

    @Test
    void losesNothingAndDoublesNothingWhenItIsKilled() throws Exception {
        var letters = new Letters(Path.of("adapters"));
        HttpServer callback = callback();
        String endpoint =
                "http://127.0.0.1:%d/status".formatted(callback.getAddress().getPort());
        try (var hub = new HubProcess(folder, Map.of("FLORA_RP_ADD_ENDPOINT", endpoint));
                var partners = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                hub.start();
                partnersAtWork.add(partners.submit(() -> dropFiles(hub, letters)));
                partnersAtWork.add(partners.submit(() -> callSoap(hub, letters)));
                partnersAtWork.add(partners.submit(() -> readQueue(hub)));
                partnersAtWork.add(partners.submit(() -> sendNotices(hub, letters)));
                partnersAtWork.add(partners.submit(() -> collectFiles(hub)));
                partnersAtWork.add(partners.submit(() -> watchCheckpoints(hub)));
                killAgainAndAgain(hub);
                sending = false;
                settled();
            } finally {
                sending = false;
                running = false;
            }
            for (Future<?> partner : partnersAtWork) {
                partner.get(30, TimeUnit.SECONDS);
            }
            hub.stop();
            count(hub);
        } finally {
            callback.stop(0);
        }
    }

    private void killAgainAndAgain(HubProcess hub) throws IOException {
        for (int kill = 1; kill <= KILLS; kill++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200, 3_000)));
            hub.killAndBegin();
            if (random.nextInt(3) > 0) {
                await().atMost(Duration.ofSeconds(90)).until(hub::isReady);
            }
        }
        await().atMost(Duration.ofSeconds(90)).until(hub::isReady);
    }

    private void settled() {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(partnersAtWork)
                            .as("partners that failed themselves")
                            .noneMatch(partner -> partner.state() == Future.State.FAILED);
                    int arrivals = reporter.size();
                    reporter.forEach((azr, by) -> assertThat(atBamf.of(azr))
                            .as("arrival of %s reported by %s as %s", azr, by, letterOf.get(azr))
                            .isPositive());
                    assertThat(atFolder.count() + atCallback.count())
                            .as("steps that came back to those who reported")
                            .isEqualTo(arrivals);
                });
    }

    /// Every message once in the store and in the ledger, and once in effect at each partner.
    private void count(HubProcess hub) throws Exception {
        System.out.printf(
                "killed %d times (seed %d): %d people, %d messages, %d repeats on the wire%n",
                KILLS,
                seed,
                reporter.size(),
                sent.size(),
                atBamf.repeats() + atFolder.repeats() + atCallback.repeats());
        assertThat(reporter.size()).as("load").isGreaterThan(KILLS * 5);
        reporter.forEach((azr, by) -> {
            assertThat(atBamf.of(azr)).as("arrival of a person at BAMF").isEqualTo(1);
            Effects back = by.equals("file") ? atFolder : atCallback;
            assertThat(back.of(azr)).as("step of a person reported by " + by).isEqualTo(1);
        });
        assertThat(atBamf.violations()).isEmpty();
        assertThat(atFolder.violations()).isEmpty();
        assertThat(atCallback.violations()).isEmpty();

        KeyStore keys = hub.keys();
        InOrder.check(hub.data(), keys);
        try (Store store = hub.store(keys)) {
            RecordedOnce.check(store, sent);
            checkLedger(hub, keys, store);
        }
    }

    private void checkLedger(HubProcess hub, KeyStore keys, Store store) throws Exception {
        LogKeys logKeys = LogKeys.decode(keys.secret("ledger.keys").orElseThrow());
        try (Ledger ledger = Ledger.open(hub.data().resolve("ledger"), logKeys, store.leaves(), Clock.systemUTC())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> ledger.pending() == 0);
            assertThat(ledger.audit()).isEqualTo(sent.size());
            Checkpoint latest = ledger.latest();
            assertThat(checkpoints).as("checkpoints seen").hasSizeGreaterThan(KILLS / 2);
            for (String note : checkpoints.values()) {
                Checkpoint seen = Checkpoint.parse(note);
                ledger.consistency(seen, latest).verify(seen.root(), latest.root());
            }
        }
    }

    // --- the partners -------------------------------------------------------------------------------------------

    private boolean mayReport() {
        return sending && reporter.size() - atFolder.count() - atCallback.count() < PEOPLE_IN_FLIGHT_MAX;
    }

    private Void dropFiles(HubProcess hub, Letters letters) throws IOException {
        Path in = Files.createDirectories(hub.exchange("sn-landesdirektion").resolve("in"));
        while (sending) {
            if (mayReport()) {
                var letter = letters.arrivalByFile(people.incrementAndGet());
                reporter.put(letter.azr(), "file");
                letterOf.put(letter.azr(), letter.id());
                sent.add(letter.id());
                Path fresh = in.resolve("." + letter.id() + ".tmp");
                Files.writeString(fresh, letter.body());
                Files.move(fresh, in.resolve(letter.id() + ".xml"), StandardCopyOption.ATOMIC_MOVE);
            }
            pause();
        }
        return null;
    }

    private Void callSoap(HubProcess hub, Letters letters) {
        while (sending) {
            if (mayReport()) {
                var letter = letters.arrivalBySoap(people.incrementAndGet());
                reporter.put(letter.azr(), "soap");
                letterOf.put(letter.azr(), letter.id());
                sent.add(letter.id());
                while (running && !calledOnce(hub, letter.body())) {
                    pause();
                }
            }
            pause();
        }
        return null;
    }

    private static boolean calledOnce(HubProcess hub, String body) {
        try {
            HttpResponse<String> answer = hub.callAs("rp-add", body);
            if (answer.statusCode() != 200) {
                return false; // it is starting: the caller asks again
            }
            assertThat(answer.body()).as("the answer to a call").contains("meldeStatusAntwort");
            return true;
        } catch (IOException _) {
            return false; // killed before it could answer: the caller asks again with the same message
        }
    }

    private Void readQueue(HubProcess hub) {
        withBroker(hub, session -> {
            MessageConsumer consumer = session.createConsumer(session.createQueue("out.bamf"));
            while (running) {
                Message message = consumer.receive(500);
                if (message != null) {
                    byte[] body = bytes(message);
                    String azr = Letters.azrIn(new String(body, StandardCharsets.UTF_8));
                    if (atBamf.take(message.getStringProperty("florahub_delivery"), body, azr)) {
                        heardByBamf.add(azr);
                    }
                    session.commit();
                }
            }
        });
        return null;
    }

    private Void sendNotices(HubProcess hub, Letters letters) {
        var unsent = new ArrayList<Letters.Letter>();
        withBroker(hub, session -> {
            var producer = session.createProducer(session.createQueue("in.bamf"));
            while (running) {
                if (unsent.isEmpty()) {
                    String azr = poll();
                    if (azr == null) {
                        continue;
                    }
                    unsent.add(letters.notice(Integer.parseInt(azr.substring(6))));
                    sent.add(unsent.getFirst().id());
                }
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(unsent.getFirst().body().getBytes(StandardCharsets.UTF_8));
                producer.send(message);
                session.commit();
                unsent.clear();
            }
        });
        return null;
    }

    private Void collectFiles(HubProcess hub) throws IOException {
        Path out = Files.createDirectories(hub.exchange("sn-landesdirektion").resolve("out"));
        var seen = ConcurrentHashMap.<String>newKeySet();
        while (running) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(out, "[0-9]*.xml")) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    byte[] body = Files.readAllBytes(file);
                    if (seen.add(name)) {
                        atFolder.take(name, body, Letters.azrIn(new String(body, StandardCharsets.UTF_8)));
                    }
                }
            }
            pause();
        }
        return null;
    }

    private HttpServer callback() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/status", this::called);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private void called(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            String envelope = new String(body, StandardCharsets.UTF_8);
            Matcher id = MESSAGE_ID.matcher(envelope);
            if (!id.find()) {
                call.sendResponseHeaders(400, -1);
                return;
            }
            atCallback.take(id.group(1), body, Letters.azrIn(envelope));
            call.sendResponseHeaders(202, -1);
        }
    }

    private Void watchCheckpoints(HubProcess hub) {
        while (running) {
            try {
                var answer = hub.get("/ledger/checkpoint");
                if (answer.statusCode() == 200) {
                    checkpoints.put(Checkpoint.parse(answer.body()).size(), answer.body());
                }
            } catch (IOException _) {
                // it is being killed or started
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
        return null;
    }

    private interface Work {
        void with(Session session) throws JMSException;
    }

    /// Keeps coming back as a real consumer does.
    private void withBroker(HubProcess hub, Work work) {
        while (running) {
            try (var factory = new ActiveMQConnectionFactory(
                            "tcp://127.0.0.1:%d?callTimeout=5000".formatted(hub.amqpPort()));
                    Connection connection = factory.createConnection("bamf", hub.password("bamf"));
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
                connection.start();
                work.with(session);
            } catch (JMSException _) {
                pause();
            }
        }
    }

    private @org.jspecify.annotations.Nullable String poll() {
        try {
            return heardByBamf.poll(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static byte[] bytes(Message message) throws JMSException {
        return message.isBodyAssignableTo(byte[].class)
                ? message.getBody(byte[].class)
                : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
}
