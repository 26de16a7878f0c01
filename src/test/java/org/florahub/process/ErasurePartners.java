package org.florahub.process;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.florahub.adapter.FolderCopy;

/// Four authorities that hear of every case: two exchange files and leave copies of what they sent, one uses queues,
/// one calls over HTTP and SOAP and is called over HTTP.
final class ErasurePartners implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern WAITING = Pattern.compile("flora_outbox_waiting\\{[^}]*} [1-9]");
    private static final Pattern QUEUED = Pattern.compile("flora_queue_depth\\{queue=\"in\\.[^}]*} [1-9]");
    private static final List<String> WITH_FILES = List.of("sn-landesdirektion", "bb-zabh");

    private static final String BOTH_CALLS = "http\n      transform: statusdienst-soap\n    - type: soap";

    private final Path own;
    private final Path fetched;
    private final HttpServer called;
    private final AtomicInteger calls = new AtomicInteger();

    /// @param own     folder of everything that is the hub's
    /// @param fetched where recipients keep what they have fetched
    ErasurePartners(Path own, Path fetched) throws IOException {
        this.own = own;
        this.fetched = fetched;
        called = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        called.createContext("/in", call -> {
            try (call) {
                byte[] body = call.getRequestBody().readAllBytes();
                Files.write(fetched.resolve("called-%d".formatted(calls.incrementAndGet())), body);
                call.sendResponseHeaders(204, -1);
            }
        });
        called.start();
    }

    /// A hub that knows these four and nobody else.
    HubProcess hub() throws IOException {
        return hub(Map.of());
    }

    /// The same, with further settings.
    HubProcess hub(Map<String, String> more) throws IOException {
        Path home = Files.createDirectories(own.resolve("home"));
        for (String part : List.of("routes", "transforms")) {
            FolderCopy.copy(Path.of(part), home.resolve(part));
        }
        adapter(home, "bamf", "dbs:000001", "mq", "mq", "xauslaender@26.11");
        adapter(home, "sn-landesdirektion", "ane:140010", "file\n      keep: 30 d", "file", "xauslaender@26.11");
        adapter(
                home,
                "bb-zabh",
                "ane:120010",
                "file\n      keep: 30 d",
                "file\n      losses: beside",
                "statusliste-csv");
        String endpoint = "http\n      endpoint: http://127.0.0.1:%d/in"
                .formatted(called.getAddress().getPort());
        adapter(home, "rp-add", "ane:070010", BOTH_CALLS, endpoint, "statusdienst-soap");
        var settings = new HashMap<>(more);
        settings.put("JDK_JAVA_OPTIONS", "-Dflora.home=" + home);
        return new HubProcess(own, settings);
    }

    private static void adapter(Path home, String name, String authority, String in, String out, String transform)
            throws IOException {
        Path folder = Files.createDirectories(home.resolve("adapters").resolve(name));
        Files.writeString(
                folder.resolve("adapter.yaml"), """
                adapter: %s
                name: Behörde %s
                authority: %s
                channels:
                  in:
                    - type: %s
                      transform: %s
                  out:
                    - type: %s
                      transform: %s
                receives:
                  statuses: all
                  cases: all
                """.formatted(name, name, authority, in, transform, out, transform));
    }

    /// Drops a file as an authority and returns when the hub has taken it.
    void drop(HubProcess hub, String adapter, String name, byte[] content) throws IOException {
        Path in = Files.createDirectories(hub.exchange(adapter).resolve("in"));
        Path fresh = Files.write(in.resolve("." + name + ".tmp"), content);
        Path file = Files.move(fresh, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        await().atMost(SOON).until(() -> !Files.exists(file));
    }

    /// Puts a message into the queue of an authority.
    void send(HubProcess hub, String adapter, byte[] body) {
        try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + hub.amqpPort());
                JMSContext context = factory.createContext(adapter, hub.password(adapter))) {
            context.createProducer().send(context.createQueue("in." + adapter), body);
        }
    }

    /// Posts a document as an authority.
    HttpResponse<String> post(HubProcess hub, String adapter, byte[] body) throws IOException {
        return hub.postAs(adapter, UUID.randomUUID().toString(), BodyPublishers.ofByteArray(body));
    }

    /// Waits until everything that has come in has gone out.
    void settle(HubProcess hub) {
        await().atMost(SOON).until(() -> {
            String metrics = hub.operatorSees("/actuator/prometheus");
            return !WAITING.matcher(metrics).find() && !QUEUED.matcher(metrics).find();
        });
    }

    /// Every recipient takes away what is there for it.
    void fetchAll(HubProcess hub) throws Exception {
        copyAll(hub);
        for (String adapter : WITH_FILES) {
            for (Path file : out(hub, adapter)) {
                Files.delete(file);
            }
        }
        try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + hub.amqpPort());
                JMSContext context = factory.createContext("bamf", hub.password("bamf"));
                var consumer = context.createConsumer(context.createQueue("out.bamf"))) {
            int number = 0;
            for (Message message = consumer.receive(2_000); message != null; message = consumer.receive(500)) {
                Files.write(fetched.resolve("message-%d".formatted(++number)), message.getBody(byte[].class));
            }
        }
    }

    /// Recipients copy their files and the proofs beside them, and leave them where they are.
    void copyAll(HubProcess hub) throws IOException {
        for (String adapter : WITH_FILES) {
            await().atMost(SOON).until(() -> isProven(out(hub, adapter)));
            Path to = Files.createDirectories(fetched.resolve(adapter));
            for (Path file : out(hub, adapter)) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isProven(List<Path> files) {
        return files.stream()
                .filter(file -> file.toString().matches(".*\\.(xml|csv)"))
                .allMatch(file -> files.contains(file.resolveSibling(file.getFileName() + ".proof")));
    }

    private static List<Path> out(HubProcess hub, String adapter) throws IOException {
        try (Stream<Path> files = Files.list(hub.exchange(adapter).resolve("out"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    @Override
    public void close() {
        called.stop(0);
    }
}
