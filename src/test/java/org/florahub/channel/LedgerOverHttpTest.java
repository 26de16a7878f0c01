package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.LeafStore;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LedgerMismatchException;
import org.florahub.ledger.LogCopy;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.LogVerifier;
import org.florahub.ledger.Policy;
import org.florahub.ledger.RemoteLog;
import org.florahub.witness.Cosigning;
import org.florahub.witness.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The log as a stranger reads it: from a real server, with the hub's own security in front.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LedgerOverHttpTest {

    private static final int LEAVES = 700;
    private static final String PASSWORD = "correct-horse-battery";

    private Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();

    private final Map<String, ConfigurableApplicationContext> hubs = new HashMap<>();

    @SuppressWarnings("NullAway.Init")
    private ConfigurableApplicationContext hub;

    /// A log of 700 entries, and whoever may call.
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(HttpProperties.class)
    static class OnlyTheLog {

        @Bean
        Rights rights() {
            return Rights.of(Map.of("bamf", "bamf"));
        }

        @Bean
        Credentials credentials(@Value("${test.folder}") Path folder) throws IOException {
            Path file = folder.resolve("credentials.properties");
            Credentials.setAll(file, Map.of("bamf", PASSWORD));
            return Credentials.open(file, Set.of("bamf"));
        }

        @Bean
        RefusalLog refusals() {
            return new RefusalLog(Clock.systemUTC());
        }

        @Bean
        Ledger ledger(@Value("${test.folder}") Path folder) throws IOException, LedgerMismatchException {
            var leaves = new Numbered();
            var ledger = Ledger.open(
                    folder.resolve("ledger"), LogKeys.generate("example.com/log"), leaves, Clock.systemUTC());
            leaves.size = LEAVES;
            ledger.signal();
            await().until(() -> ledger.size() == LEAVES);
            return ledger;
        }

        /// Without witnesses.
        @Bean
        Cosigning cosigning(Ledger ledger, @Value("${test.folder}") Path folder) throws Exception {
            var patience = Patience.of(Duration.ofSeconds(1), Duration.ofHours(1));
            return Cosigning.start(Policy.NONE, ledger, folder.resolve("witnessed"), patience);
        }
    }

    @BeforeAll
    void keep(@TempDir Path shared) {
        folder = shared;
    }

    @AfterAll
    void stop() {
        client.close();
        hubs.values().forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void everybodyReadsTheCheckpointAndItIsCachedForAMomentOnly() throws Exception {
        start("everybody");
        HttpResponse<byte[]> answer = get("/ledger/checkpoint");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(header(answer, "Cache-Control")).contains("max-age=1").doesNotContain("immutable");
        Checkpoint checkpoint = Checkpoint.parse(new String(answer.body(), StandardCharsets.UTF_8));
        LogVerifier.of(ledger().verifierKeys()).verify(checkpoint);
        assertThat(new String(get("/ledger/log.vkey").body(), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(folder.resolve("everybody/ledger/log.vkey")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/002.p/188", "tile/0/002.p/3", "tile/1/000.p/2", "tile/entries/001"})
    void everybodyReadsTilesAndEntriesWhichCachesMayKeep(String path) throws Exception {
        start("everybody");
        HttpResponse<byte[]> answer = get("/ledger/" + path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Cache-Control")).contains("immutable", "public", "max-age=31536000");
        assertThat(answer.body()).isEqualTo(ledger().files().read(path).orElseThrow());
    }

    @Test
    void whatIsNotInTheLogOrLeadsElsewhereIsNotFoundAndNotRemembered() throws Exception {
        start("everybody");
        for (String path : new String[] {"tile/0/003", "tile/0/002", "tile/0/002.p/189", "tile/0/0", "tile/x/000"}) {
            HttpResponse<byte[]> answer = get("/ledger/" + path);

            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(header(answer, "Cache-Control")).contains("no-store");
        }
        for (String path : new String[] {
            "tile/0/../../log.vkey",
            "tile/..%2f..%2fcredentials.properties",
            "tile/%2e%2e/%2e%2e/credentials.properties",
            "tile//etc/passwd",
            "tile/0/000;a=b",
            "../credentials.properties",
            "tile/0/000%00",
            "tile/entries/%5c000"
        }) {
            assertThat(get("/ledger/" + path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void usersAloneReadItWhereTheOperatorSaysSo() throws Exception {
        start("users");

        assertThat(get("/ledger/checkpoint").statusCode()).isEqualTo(401);
        assertThat(get("/ledger/tile/0/000").statusCode()).isEqualTo(401);
        assertThat(getAs("bamf", "/ledger/tile/0/000").statusCode()).isEqualTo(200);
        assertThat(getAs("stranger", "/ledger/tile/0/000").statusCode()).isEqualTo(401);
    }

    @Test
    void theWholeLogIsCopiedOverHttp() throws Exception {
        start("everybody");
        var copy = new LogCopy(folder.resolve("copy"), LogVerifier.of(ledger().verifierKeys()));

        try (var log = new RemoteLog(address("/ledger"))) {
            assertThat(copy.update(log).note()).isEqualTo(ledger().latest().note());
        }
        assertThat(folder.resolve("copy/tile/entries/002.p/188")).exists();
        assertThat(folder.resolve("copy/tile/0/000"))
                .hasBinaryContent(Files.readAllBytes(folder.resolve("everybody/ledger/tile/0/000")));
    }

    private void start(String readers) {
        hub = hubs.computeIfAbsent(readers, this::started);
    }

    private ConfigurableApplicationContext started(String readers) {
        var application = new SpringApplication(OnlyTheLog.class, HttpSecurityConfiguration.class);
        application.setSources(Set.of("org.florahub.api.LedgerController"));
        return application.run(
                "--server.port=0",
                "--test.folder=" + folder.resolve(readers),
                "--flora.http.ledger-readers=" + readers,
                "--camel.main.routes-include-pattern=false",
                "--management.endpoint.health.group.readiness.include=readinessState");
    }

    private Ledger ledger() {
        return hub.getBean(Ledger.class);
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> getAs(String user, String path) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Basic " + login)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI address(String path) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) hub).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// Entries made up from their index.
    private static final class Numbered implements LeafStore {

        private volatile long size;

        @Override
        public long size() {
            return size;
        }

        @Override
        public void entries(long from, long to, EntryConsumer consumer) {
            for (long index = from; index < to; index++) {
                consumer.entry(index, ("entry " + index).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
