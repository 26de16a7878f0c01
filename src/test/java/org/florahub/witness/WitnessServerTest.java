package org.florahub.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.florahub.ledger.AddCheckpoint;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.LeafStore;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.VerifierKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A witness as others see it: over HTTP.
class WitnessServerTest {

    private static final char[] PASSPHRASE = "a passphrase for one test".toCharArray();
    private static final LogKeys LOG = LogKeys.generate("example.com/log");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private WitnessFolder kept;

    @SuppressWarnings("NullAway.Init")
    private WitnessServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        kept = new WitnessFolder(folder.resolve("witness"));
        kept.create("witness.example/<w1>", PASSPHRASE);
        kept.addLogs(LOG.verifierKeys());
        server = WitnessServer.start(
                kept,
                kept.open(PASSPHRASE, Clock.systemUTC()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void cosignsOverHttpAndShowsItToEverybody() throws Exception {
        Checkpoint checkpoint = emptyLog();

        HttpResponse<String> answer = post(new AddCheckpoint(0, List.of(), checkpoint).render());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines()).hasSize(2).allMatch(line -> line.startsWith("\u2014 witness.example/<w1> "));
        assertThat(get("/checkpoint?origin=example.com%2Flog").body()).isEqualTo(checkpoint.note() + answer.body());
        assertThat(get("/vkey").body().lines())
                .isEqualTo(Files.readAllLines(kept.publicKeys()))
                .allSatisfy(VerifierKey::parse);
        assertThat(get("/health").body()).contains("\"cosigned\": 1", "\"alarm\": false");
    }

    @Test
    void answersWhatIsNoRequestWithTheStatusThatSaysWhy() throws Exception {
        Checkpoint checkpoint = emptyLog();
        var ahead = new AddCheckpoint(0, List.of(), checkpoint).render().replace("old 0", "old 1");
        assertThat(post(ahead).statusCode()).isEqualTo(400);
        assertThat(post("old 0\n").statusCode()).isEqualTo(400);
        assertThat(post("x".repeat(300_000)).statusCode()).isEqualTo(413);
        assertThat(get("/add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsARequestThatContradictsTheOneBefore() throws Exception {
        Checkpoint checkpoint = emptyLog();
        String hash = checkpoint.root().base64();
        String wrong = new AddCheckpoint(0, List.of(), checkpoint).render().replace("old 0\n", "old 0\n" + hash + "\n");

        assertThat(post(wrong).statusCode()).isEqualTo(422);

        try (var files = Files.list(kept.evidence())) {
            assertThat(files.findFirst())
                    .hasValueSatisfying(file -> assertThat(file).content().isEqualTo(wrong));
        }
        assertThat(get("/health").body()).contains("\"contradictions\": 1", "\"alarm\": true");
        assertThat(get("/?lang=en").body()).contains("contradicts the one before", "422");
    }

    @Test
    void showsWhatItHasSeenInTwoLanguagesWithoutAScript() throws Exception {
        post(new AddCheckpoint(0, List.of(), emptyLog()).render());

        assertThat(get("/").body())
                .contains("<html lang=\"de\">", "Zuletzt bestätigt", "example.com/log", "witness.example/&lt;w1&gt;")
                .doesNotContain("<script", "<w1>");
        assertThat(get("/?lang=en").body()).contains("<html lang=\"en\">", "Cosigned last");
    }

    @Test
    void protectsItsKeysAndRefusesAnotherPassphrase() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.keyStore())))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> kept.open("another passphrase of one".toCharArray(), Clock.systemUTC()))
                .hasMessageContaining("another passphrase");
        assertThat(kept.create("witness.example/w2", PASSPHRASE))
                .as("keys stay")
                .isFalse();
    }

    @Test
    void refusesToOpenWhatIsDamagedAndSaysWhere() throws Exception {
        post(new AddCheckpoint(0, List.of(), emptyLog()).render());
        try (var files = Files.list(kept.checkpoints())) {
            Files.writeString(files.findFirst().orElseThrow(), "torn");
        }

        assertThatThrownBy(() -> kept.open(PASSPHRASE, Clock.systemUTC()))
                .isInstanceOf(BrokenWitnessException.class)
                .hasMessageContaining(kept.checkpoints().toString());
        Files.writeString(kept.logs(), "no key");
        assertThatThrownBy(() -> kept.open(PASSPHRASE, Clock.systemUTC()))
                .isInstanceOf(BrokenWitnessException.class)
                .hasMessageContaining("logs.vkey");
    }

    private Checkpoint emptyLog() throws Exception {
        try (var ledger = Ledger.open(folder.resolve("ledger"), LOG, new NoLeaves(), Clock.systemUTC())) {
            return ledger.latest();
        }
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri("/add-checkpoint"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    }

    private static final class NoLeaves implements LeafStore {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public void entries(long from, long to, EntryConsumer consumer) {
            throw new IllegalStateException("there are none");
        }
    }
}
