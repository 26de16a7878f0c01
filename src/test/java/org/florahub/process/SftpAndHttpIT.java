package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.florahub.adapter.FolderCopy;
import org.florahub.channel.OpenSsh;
import org.florahub.record.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Kills the hub while it exchanges files with a real SFTP server and documents with a real HTTP partner, at the
/// moments that hurt, then counts: each is told of the arrivals that the other has reported.
@Tag("openssh")
@Timeout(300)
class SftpAndHttpIT {

    /// Has the SFTP server.
    private static final String FILES = "sn-landesdirektion";

    /// Calls and is called over HTTP.
    private static final String CALLS = "rp-add";

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int IN_FLIGHT_MAX = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Letters letters = letters();
    private final AtomicInteger people = new AtomicInteger();
    private final Map<String, String> reporter = new ConcurrentHashMap<>();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final Effects atFolder = new Effects();
    private final Effects atCalled = new Effects();
    private final AtomicBoolean dieBeforeTheAnswer = new AtomicBoolean();
    private final AtomicBoolean dieInThePost = new AtomicBoolean();
    private final AtomicReference<HubProcess> victim = new AtomicReference<>();
    private volatile boolean sending = true;
    private volatile boolean running = true;

    @Test
    void losesNothingAndDoublesNothingWhenItIsKilled() throws Exception {
        assumeTrue(OpenSsh.isInstalled(), "needs the package openssh-server");
        try (var server = new OpenSsh(Files.createDirectories(folder.resolve("server")));
                var called = new Called();
                var hub = new HubProcess(
                        folder,
                        Map.of(
                                "JDK_JAVA_OPTIONS",
                                "-Dflora.home=" + home(server, called),
                                "SFTP_KEY_PASSPHRASE",
                                OpenSsh.PASSPHRASE));
                var partners = Executors.newVirtualThreadPerTaskExecutor()) {
            victim.set(hub);
            hub.start();
            var atWork = new ArrayList<Future<?>>();
            try {
                atWork.add(partners.submit(() -> dropFiles(server)));
                atWork.add(partners.submit(() -> post(hub)));
                atWork.add(partners.submit(() -> collect(server)));
                killAtTheWorstMoments(hub, server);
                sending = false;
                await().atMost(SOON).untilAsserted(this::everybodyIsTold);
            } finally {
                sending = false;
                running = false;
            }
            for (Future<?> partner : atWork) {
                partner.get(30, TimeUnit.SECONDS);
            }
            await().atMost(SOON).until(() -> server.names("in").isEmpty());
            hub.stop();
            count(hub, server);
        }
    }

    private void killAtTheWorstMoments(HubProcess hub, OpenSsh server) throws IOException {
        await("a file half written on the server")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> server.names("out").stream().anyMatch(name -> name.endsWith(".tmp")));
        hub.killAndBegin();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500)); // it is starting
        hub.killAndBegin();
        for (AtomicBoolean moment : List.of(dieBeforeTheAnswer, dieInThePost)) {
            await().atMost(SOON).until(hub::isReady);
            moment.set(true);
            await().atMost(SOON).until(() -> !moment.get() && !hub.isAlive());
            hub.begin();
        }
        await().atMost(SOON).until(hub::isReady);
    }

    private void everybodyIsTold() {
        reporter.forEach((azr, by) ->
                assertThat(other(by).of(azr)).as("arrival reported by " + by).isPositive());
    }

    private Effects other(String reporter) {
        return reporter.equals(FILES) ? atCalled : atFolder;
    }

    private void count(HubProcess hub, OpenSsh server) throws IOException {
        System.out.printf(
                "%d people, %d repeats on the wire%n", reporter.size(), atFolder.repeats() + atCalled.repeats());
        assertThat(reporter.values()).contains(FILES, CALLS);
        assertThat(reporter).hasSizeGreaterThan(50);
        reporter.forEach((azr, by) ->
                assertThat(other(by).of(azr)).as("arrival reported by " + by).isEqualTo(1));
        assertThat(atCalled.repeats())
                .as("calls of which the hub died before it had the answer")
                .isPositive();
        assertThat(atFolder.violations()).isEmpty();
        assertThat(atCalled.violations()).isEmpty();
        assertThat(server.names("out")).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(server.names("answers")).as("one answer to each file").hasSize((int)
                reporter.values().stream().filter(FILES::equals).count());
        try (Store store = hub.store(hub.keys())) {
            RecordedOnce.check(store, sent);
        }
    }

    // --- the partners -------------------------------------------------------------------------------------------

    private boolean mayReport() {
        return sending && reporter.size() - atFolder.count() - atCalled.count() < IN_FLIGHT_MAX;
    }

    private Letters.Letter report(String by) {
        int person = people.incrementAndGet();
        Letters.Letter letter = by.equals(FILES) ? letters.arrivalByFile(person) : letters.arrivalBySoap(person);
        reporter.put(letter.azr(), by);
        sent.add(letter.id());
        return letter;
    }

    private Void dropFiles(OpenSsh server) throws IOException {
        Path in = server.folder("in");
        while (sending) {
            if (mayReport()) {
                Letters.Letter letter = report(FILES);
                Path fresh = Files.writeString(in.resolve("." + letter.id() + ".tmp"), letter.body());
                Files.move(fresh, in.resolve(letter.id() + ".xml"), StandardCopyOption.ATOMIC_MOVE);
            }
            pause();
        }
        return null;
    }

    private Void post(HubProcess hub) {
        while (sending) {
            if (mayReport()) {
                Letters.Letter letter = report(CALLS);
                while (running && !postedOnce(hub, letter)) {
                    pause();
                }
            }
            pause();
        }
        return null;
    }

    private boolean postedOnce(HubProcess hub, Letters.Letter letter) {
        byte[] document = letter.body().getBytes(StandardCharsets.UTF_8);
        BodyPublisher body = dieInThePost.get() && hub.isReady()
                ? BodyPublishers.ofInputStream(() -> halfThenKilled(hub, document))
                : BodyPublishers.ofByteArray(document);
        try {
            return hub.postAs(CALLS, letter.id(), body).statusCode() == 200;
        } catch (IOException _) {
            return false; // killed before it could answer: the caller asks again with the same document
        }
    }

    private InputStream halfThenKilled(HubProcess hub, byte[] document) {
        int half = document.length / 2;
        var rest = new ByteArrayInputStream(document, half, document.length - half) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                if (dieInThePost.get()) {
                    hub.kill();
                    dieInThePost.set(false);
                }
                return super.read(into, offset, length);
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(document, 0, half), rest);
    }

    /// Looks again and again at what lies in the folder: a file must never change, and never be half there.
    private Void collect(OpenSsh server) throws IOException {
        var seen = ConcurrentHashMap.<String>newKeySet();
        while (running) {
            for (String name : server.names("out")) {
                if (name.matches("[0-9].*[.]xml") && seen.add(name)) {
                    byte[] body = Files.readAllBytes(server.folder("out").resolve(name));
                    atFolder.take(name, body, Letters.azrIn(new String(body, StandardCharsets.UTF_8)));
                }
            }
            pause();
        }
        return null;
    }

    /// The endpoint of the authority that is called. It honours ids.
    private final class Called implements AutoCloseable {

        private final HttpServer server;

        Called() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.createContext("/in", this::called);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }

        String endpoint() {
            return "http://127.0.0.1:%d/in".formatted(server.getAddress().getPort());
        }

        private void called(HttpExchange call) throws IOException {
            try (call) {
                byte[] body = call.getRequestBody().readAllBytes();
                String azr = Letters.azrIn(new String(body, StandardCharsets.UTF_8));
                atCalled.take(call.getRequestHeaders().getFirst("Idempotency-Key"), body, azr);
                if (dieBeforeTheAnswer.get()) {
                    Objects.requireNonNull(victim.get()).kill();
                    dieBeforeTheAnswer.set(false);
                }
                call.sendResponseHeaders(204, -1);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    // --- the hub's folders --------------------------------------------------------------------------------------

    private Path home(OpenSsh server, Called called) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        FolderCopy.copy(Path.of("routes"), home.resolve("routes"));
        for (String transform : List.of("xauslaender", "statusdienst-soap")) {
            FolderCopy.copy(
                    Path.of("transforms", transform), home.resolve("transforms").resolve(transform));
        }
        FolderCopy.copy(Path.of("adapters/bamf"), home.resolve("adapters/bamf")); // to whom the arrivals are addressed
        String login =
                """
                      transform: xauslaender@26.11
                      address: %s
                      user: %s
                      keyFile: %s
                      keyPassphrase: ${SFTP_KEY_PASSPHRASE}
                      knownHosts: %s
                """.formatted(server.address(), System.getProperty("user.name"), server.userKey(), server.knownHosts());
        write(home, FILES, "ane:140010", """
                  in:
                    - type: sftp
                %s      folder: %s
                      answers: %s
                      interval: 200 ms
                  out:
                    - type: sftp
                %s      folder: %s
                """.formatted(
                        login, server.folder("in"), server.folder("answers"), login, server.folder("out")));
        write(home, CALLS, "ane:070010", """
                  in:
                    - type: http
                      transform: statusdienst-soap
                  out:
                    - type: http
                      transform: statusdienst-soap
                      endpoint: %s
                """.formatted(called.endpoint()));
        return home;
    }

    private static void write(Path home, String adapter, String authority, String channels) throws IOException {
        Path own = Files.createDirectories(home.resolve("adapters").resolve(adapter));
        Files.writeString(own.resolve("adapter.yaml"), """
                adapter: %s
                name: Behörde mit eigenem Server
                authority: %s
                channels:
                %sreceives:
                  statuses: [arrived]
                  cases: all
                """.formatted(adapter, authority, channels));
    }

    private static Letters letters() {
        try {
            return new Letters(Path.of("adapters"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
}
