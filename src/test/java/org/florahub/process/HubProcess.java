package org.florahub.process;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.florahub.channel.Credentials;
import org.florahub.record.Store;
import org.florahub.vault.KeyStore;
import org.jspecify.annotations.Nullable;

/// The packaged hub as its own process on a data folder, with the adapters of the repository: started, killed,
/// started again on the same ports.
final class HubProcess implements AutoCloseable {

    static final String OPERATOR = "operator";
    static final String SECOND_OPERATOR = "operator.second";

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    static final String PASSPHRASE = "a passphrase for one test";

    private final Path data;
    private final Path log;
    private final int httpPort = freePort();
    private final int amqpPort = freePort();
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, String> settings;
    private final String heap;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private volatile @Nullable Process process;

    /// Prepares keys and logins in a new data folder.
    ///
    /// @param settings further settings of the hub
    HubProcess(Path folder, Map<String, String> settings) throws IOException {
        this(folder, settings, "512m");
    }

    /// @param heap how much heap it may take at most, as `-Xmx` has it
    HubProcess(Path folder, Map<String, String> settings, String heap) throws IOException {
        this.data = Files.createDirectories(folder.resolve("data"));
        this.log = folder.resolve("hub.log");
        this.settings = settings;
        this.heap = heap;
        KeyStore.create(data.resolve("keys").resolve("keystore"), PASSPHRASE.toCharArray());
        passwords.put(OPERATOR, Credentials.newPassword());
        passwords.put(SECOND_OPERATOR, Credentials.newPassword());
        try (var adapters = Files.newDirectoryStream(Path.of("adapters"), Files::isDirectory)) {
            adapters.forEach(adapter -> passwords.put(adapter.getFileName().toString(), Credentials.newPassword()));
        }
        Credentials.setAll(data.resolve("credentials.properties"), passwords);
    }

    /// Starts it and returns when it says that it is ready.
    void start() throws IOException {
        begin();
        long until = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > until || !isAlive()) {
                throw new IllegalStateException("The hub did not become ready:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /// Starts it and does not wait.
    void begin() throws IOException {
        begin(PASSPHRASE);
    }

    private void begin(String passphrase) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.library.path=" + System.getProperty("hub.native"),
                "-jar",
                System.getProperty("hub.jar"),
                "run",
                "--data",
                data.toString()));
        var environment = new HashMap<>(settings);
        environment.put("FLORA_HTTP_PORT", Integer.toString(httpPort));
        environment.put("FLORA_AMQP_PORT", Integer.toString(amqpPort));
        environment.put("FLORA_PASSPHRASE", passphrase);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /// `kill -9`: nothing in the process gets a chance to tidy up. Returns when it is gone.
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /// Kills it and starts it again on the same data, and does not wait until it is ready.
    void killAndBegin() throws IOException {
        kill();
        begin();
    }

    /// Asks it to stop, and waits.
    void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The hub did not stop within 30 s");
            }
        }
    }

    /// Sets how long the files of the running process may become, as a full disk would: writing beyond it fails.
    ///
    /// @param bytes a number, or `unlimited`
    void limitFiles(String bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid=" + pid(), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        if (prlimit.waitFor() != 0) {
            throw new IllegalStateException("prlimit (util-linux) failed");
        }
    }

    long pid() {
        return java.util.Objects.requireNonNull(process).pid();
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    boolean isReady() {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(
                HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(5)).build());
    }

    /// Calls the SOAP service of an adapter as its authority, in SOAP 1.1.
    ///
    /// @param document the payload, with its XML declaration
    HttpResponse<String> callAs(String adapter, String document) throws IOException {
        String payload = document.substring(document.indexOf("?>") + 2);
        return send(HttpRequest.newBuilder(uri("/services/" + adapter))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", basic(adapter))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"meldeStatus\"")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>%s</s:Body></s:Envelope>"
                                .formatted(payload)))
                .build());
    }

    /// Posts a document as an authority, which names it so that a repetition is recognised.
    HttpResponse<String> postAs(String adapter, String key, HttpRequest.BodyPublisher document) throws IOException {
        return send(HttpRequest.newBuilder(uri("/in/" + adapter))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", basic(adapter))
                .header("Content-Type", "application/xml")
                .header("Idempotency-Key", key)
                .POST(document)
                .build());
    }

    /// What the operator sees under a path.
    String operatorSees(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", basic(OPERATOR))
                        .build())
                .body();
    }

    /// Posts JSON to the operations, as one of the users.
    HttpResponse<String> operate(String user, String path, String json) throws IOException {
        return send(HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", basic(user))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private String basic(String user) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password(user)).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(httpPort, path));
    }

    Path data() {
        return data;
    }

    Path exchange(String adapter) {
        return data.resolve("exchange").resolve(adapter);
    }

    Path log() {
        return log;
    }

    int amqpPort() {
        return amqpPort;
    }

    String password(String user) {
        return java.util.Objects.requireNonNull(passwords.get(user), user);
    }

    /// Its store, once it has stopped.
    Store store(KeyStore keys) {
        return Store.open(data, keys, (_, _, _) -> List.of(), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    /// Its key store, once it has stopped.
    KeyStore keys() {
        return KeyStore.open(data.resolve("keys").resolve("keystore"), PASSPHRASE.toCharArray());
    }

    /// Starts it and waits until it has given up.
    ///
    /// @return what it said
    String failsToStart() throws IOException, InterruptedException {
        return failsWith(PASSPHRASE);
    }

    /// The same, with another passphrase.
    String failsWith(String passphrase) throws IOException, InterruptedException {
        long before = Files.size(log);
        begin(passphrase);
        if (!java.util.Objects.requireNonNull(process).waitFor(READY_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The hub did not give up:\n" + Files.readString(log));
        }
        byte[] said = Files.readAllBytes(log);
        return new String(said, (int) before, said.length - (int) before, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        kill();
        http.close();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
