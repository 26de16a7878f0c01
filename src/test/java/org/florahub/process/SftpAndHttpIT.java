package org.florahub.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
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
    private final AtomicReference<OpenSsh> files = new AtomicReference<>();
    private volatile boolean sending = true;
    private volatile boolean running = true;

    @Test
    void losesNothingAndDoublesNothingWhenItIsKilled() throws Exception {
        assumeTrue(OpenSsh.isInstalled(), "needs the package openssh-server");
        try (var server = new OpenSsh(Files.createDirectories(folder.resolve("server")));
                var called = new CalledPartner(atCalled, this::killBeforeTheAnswer);
                var hub = new HubProcess(
                        folder,
                        Map.of(
                                "JDK_JAVA_OPTIONS",
                                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dflora.home="
                                        + new FilesAndCalls(server, called).home(folder),
                                "SFTP_KEY_PASSPHRASE",
                                OpenSsh.PASSPHRASE));
                var partners = Executors.newVirtualThreadPerTaskExecutor()) {
            victim.set(hub);
            files.set(server);
            hub.start();
            var atWork = new ArrayList<Future<?>>();
            try {
                atWork.add(partners.submit(() -> dropFiles(server)));
                atWork.add(partners.submit(() -> post(hub)));
                atWork.add(partners.submit(() -> collect(server)));
                killAtTheWorstMoments(hub);
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
            InOrder.check(hub.data(), hub.keys());
            count(hub, server);
        }
    }

    private void killAtTheWorstMoments(HubProcess hub) throws IOException {
        killAt(dieBeforeTheAnswer, hub);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500)); // it is starting
        hub.killAndBegin();
        await().atMost(SOON).until(hub::isReady);
        killAt(dieInThePost, hub);
        await().atMost(SOON).until(hub::isReady);
    }

    private static void killAt(AtomicBoolean moment, HubProcess hub) throws IOException {
        moment.set(true);
        await().atMost(SOON).until(() -> !moment.get() && !hub.isAlive());
        hub.begin();
    }

    private void everybodyIsTold() {
        reporter.forEach((azr, by) ->
                assertThat(other(by).of(azr)).as("arrival reported by " + by).isPositive());
    }

    private Effects other(String reporter) {
        return reporter.equals(FilesAndCalls.FILES) ? atCalled : atFolder;
    }

    private void count(HubProcess hub, OpenSsh server) throws IOException {
        System.out.printf(
                "%d people, %d repeats on the wire%n", reporter.size(), atFolder.repeats() + atCalled.repeats());
        assertThat(reporter.values()).contains(FilesAndCalls.FILES, FilesAndCalls.CALLS);
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
                reporter.values().stream().filter(FilesAndCalls.FILES::equals).count());
        try (Store store = hub.store(hub.keys())) {
            RecordedOnce.check(store, sent);
        }
    }

    /// Kills the hub while it waits for the answer to a call and has a file half written on the server.
    private void killBeforeTheAnswer() throws IOException {
        OpenSsh server = requireNonNull(files.get());
        for (int look = 0; dieBeforeTheAnswer.get() && look < 1_000; look++) {
            if (server.names("out").stream().anyMatch(name -> name.endsWith(".tmp"))) {
                requireNonNull(victim.get()).kill();
                dieBeforeTheAnswer.set(false);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    // --- the partners -------------------------------------------------------------------------------------------

    private boolean mayReport() {
        return sending && reporter.size() - atFolder.count() - atCalled.count() < IN_FLIGHT_MAX;
    }

    private Letters.Letter report(String by) {
        int person = people.incrementAndGet();
        Letters.Letter letter =
                by.equals(FilesAndCalls.FILES) ? letters.arrivalByFile(person) : letters.arrivalBySoap(person);
        reporter.put(letter.azr(), by);
        sent.add(letter.id());
        return letter;
    }

    private Void dropFiles(OpenSsh server) throws IOException {
        Path in = server.folder("in");
        while (sending) {
            if (mayReport()) {
                Letters.Letter letter = report(FilesAndCalls.FILES);
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
                Letters.Letter letter = report(FilesAndCalls.CALLS);
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
            return hub.postAs(FilesAndCalls.CALLS, letter.id(), body).statusCode() == 200;
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
