package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.florahub.adapter.FolderCopy;
import org.florahub.delivery.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The packaged hub takes folders over while files, calls and queue deliveries of others go on: nothing of theirs is
/// lost, doubled or refused, although the formats of all of them change on the way, too.
class ReloadIT {

    private static final String NEW = "bb-zabh";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final AtomicInteger people = new AtomicInteger();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final Effects atBamf = new Effects();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean sending = true;
    private volatile boolean running = true;

    @Test
    void changesNobodyButTheFolderThatChanges() throws Exception {
        Path home = home();
        Path own = home.resolve("adapters").resolve(NEW);
        Path yaml = own.resolve("adapter.yaml");
        var settings = Map.of("JDK_JAVA_OPTIONS", "-Dflora.home=" + home, "FLORA_RELOAD", "1s");
        var letters = new Letters(Path.of("adapters"));
        try (var hub = new HubProcess(folder, settings);
                var partners = Executors.newVirtualThreadPerTaskExecutor()) {
            hub.start();
            var atWork = new ArrayList<Future<?>>();
            try {
                atWork.add(partners.submit(() -> dropFiles(hub, letters)));
                atWork.add(partners.submit(() -> callSoap(hub, letters)));
                atWork.add(partners.submit(() -> readQueue(hub)));

                FolderCopy.copy(Path.of("adapters", NEW), own);
                await().atMost(SOON).until(() -> isInForce(hub, NEW));
                takesAList(hub);
                String first = version(hub, NEW);

                FolderCopy.edit(yaml, text -> text.replace("limits:", "limitz:"));
                await().atMost(SOON)
                        .until(() -> adapter(hub, NEW).path("refused").size() == 1);
                assertThat(version(hub, NEW)).isEqualTo(first);
                takesAList(hub);

                FolderCopy.edit(yaml, text -> text.replace("limitz:", "limits:").replace("30 s", "40 s"));
                await().atMost(SOON).until(() -> !version(hub, NEW).equals(first));
                assertThat(adapter(hub, NEW).path("refused")).isEmpty();
                takesAList(hub);

                changesTheFormatsOfTheOthers(hub, home);

                FolderCopy.remove(own);
                await().atMost(SOON).until(() -> adapter(hub, NEW).isMissingNode());
                Path left = drop(hub, NEW, "spaet.csv", new byte[0]);
                int soFar = calls.get();
                await().atMost(SOON).until(() -> calls.get() > soFar + 20);
                assertThat(left).exists();

                sending = false;
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(reported)
                                .allSatisfy(azr -> assertThat(atBamf.of(azr)).isPositive()));
            } finally {
                sending = false;
                running = false;
            }
            for (Future<?> partner : atWork) {
                partner.get(30, TimeUnit.SECONDS);
            }
            hub.stop();
            assertThat(reported)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(azr -> assertThat(atBamf.of(azr)).isEqualTo(1));
            assertThat(atBamf.count()).isEqualTo(reported.size());
            assertThat(atBamf.violations()).isEmpty();
            assertThat(atBamf.repeats()).isZero();
            assertThat(Files.readString(hub.log())).doesNotContain("ERROR");
        }
    }

    private Path home() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        FolderCopy.copy(Path.of("transforms"), home.resolve("transforms"));
        FolderCopy.copy(Path.of("routes"), home.resolve("routes"));
        for (String name : List.of("sn-landesdirektion", "rp-add", "bamf")) {
            FolderCopy.copy(Path.of("adapters", name), home.resolve("adapters").resolve(name));
        }
        return home;
    }

    private static void changesTheFormatsOfTheOthers(HubProcess hub, Path home) throws IOException {
        for (String adapter : List.of("sn-landesdirektion", "rp-add", "bamf")) {
            String before = adapter(hub, adapter).path("uses").toString();
            String transform = adapter(hub, adapter).path("uses").get(0).asString();
            Path yaml = home.resolve("transforms")
                    .resolve(transform.substring(0, transform.indexOf('@')))
                    .resolve("transform.yaml");
            FolderCopy.edit(yaml, text -> text + "# another remark\n");
            await().atMost(SOON)
                    .until(() -> !adapter(hub, adapter).path("uses").toString().equals(before));
        }
        await().atMost(SOON)
                .until(() -> List.of("sn-landesdirektion", "rp-add", "bamf").stream()
                        .allMatch(adapter -> isInForce(hub, adapter)));
    }

    /// A list of one person by the authority whose folder comes and goes.
    private void takesAList(HubProcess hub) throws IOException {
        String azr = Letters.azr(people.incrementAndGet());
        reported.add(azr);
        String name = "liste-" + azr;
        Path file = drop(hub, NEW, name + ".csv", Lists.list(Lists.row(azr, "ANK", "")));
        Path answers = hub.exchange(NEW).resolve("answers");
        await().atMost(SOON)
                .until(() -> !Files.exists(file)
                        && !list(answers, name + "-quittung*").isEmpty());
    }

    private Void dropFiles(HubProcess hub, Letters letters) throws IOException {
        while (sending) {
            var letter = letters.arrivalByFile(people.incrementAndGet());
            reported.add(letter.azr());
            drop(hub, "sn-landesdirektion", letter.id() + ".xml", letter.body().getBytes(StandardCharsets.UTF_8));
            pause();
        }
        return null;
    }

    /// A caller that never repeats: every call must be taken at once.
    private Void callSoap(HubProcess hub, Letters letters) throws IOException {
        while (sending) {
            var letter = letters.arrivalBySoap(people.incrementAndGet());
            reported.add(letter.azr());
            HttpResponse<String> answer = hub.callAs("rp-add", letter.body());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("meldeStatusAntwort");
            calls.incrementAndGet();
            pause();
        }
        return null;
    }

    private Void readQueue(HubProcess hub) throws Exception {
        try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + hub.amqpPort());
                Connection connection = factory.createConnection("bamf", hub.password("bamf"));
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            connection.start();
            MessageConsumer consumer = session.createConsumer(session.createQueue("out.bamf"));
            while (running) {
                Message message = consumer.receive(500);
                if (message != null) {
                    byte[] body = message.getBody(byte[].class);
                    String azr = Letters.azrIn(new String(body, StandardCharsets.UTF_8));
                    atBamf.take(message.getStringProperty("florahub_delivery"), body, azr);
                    session.commit();
                }
            }
        }
        return null;
    }

    private static Path drop(HubProcess hub, String adapter, String name, byte[] content) throws IOException {
        Path in = Files.createDirectories(hub.exchange(adapter).resolve("in"));
        Path fresh = Files.write(in.resolve("." + name + ".tmp"), content);
        return Files.move(fresh, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        var found = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    private static boolean isInForce(HubProcess hub, String adapter) {
        JsonNode found = adapter(hub, adapter);
        return found.path("version").isString() && found.path("working").isNull();
    }

    private static String version(HubProcess hub, String adapter) {
        return adapter(hub, adapter).path("version").asString();
    }

    private static JsonNode adapter(HubProcess hub, String name) {
        try {
            JsonNode all = JsonMapper.shared().readTree(hub.operatorSees("/ops/adapters"));
            for (JsonNode adapter : all.path("adapters")) {
                if (adapter.path("adapter").asString().equals(name)) {
                    return adapter;
                }
            }
            return JsonMapper.shared().missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
}
