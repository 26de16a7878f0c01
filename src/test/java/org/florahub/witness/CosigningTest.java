package org.florahub.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.LeafStore;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.Policy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log and real witnesses over loopback; some are dead, some lie.
class CosigningTest {

    private static final char[] PASSPHRASE = "a passphrase for one test".toCharArray();
    private static final LogKeys LOG = LogKeys.generate("example.com/log");
    private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(2), Duration.ofMinutes(10));
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger size = new AtomicInteger();
    private final StringBuilder lines = new StringBuilder();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    @Test
    void isWitnessedByThreeOfFiveThoughOneIsDeadAndOneLies() throws Exception {
        witness(1);
        witness(2);
        witness(3);
        line(4, freePort());
        line(5, liar(200, "\u2014 witness.example/w5 AAAAAAA=\n"));
        Ledger ledger = ledger("ledger");
        Policy policy = policy(3);
        Cosigning cosigning = start(policy, ledger);

        for (int round = 1; round <= 3; round++) {
            int expected = round;
            size.set(expected);
            ledger.signal();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> cosigning
                            .witnessed()
                            .filter(checkpoint -> checkpoint.size() == expected)
                            .isPresent());
        }

        Checkpoint witnessed = cosigning.witnessed().orElseThrow();
        assertThat(policy.cosigners(witnessed)).hasSize(3);
        assertThat(policy.isWitnessed(Checkpoint.parse(Files.readString(folder.resolve("witnessed")))))
                .isTrue();
        assertThat(cosigning.troubles()).containsOnlyKeys("w4", "w5");
        assertThat(cosigning.stop()).isNull();
    }

    @Test
    void isNotWitnessedJustBelowTheQuorum() throws Exception {
        witness(1);
        witness(2);
        line(3, freePort());
        Cosigning cosigning = start(policy(3), ledger("ledger"));

        await().atMost(Duration.ofSeconds(20)).until(() -> cosigning.troubles().containsKey("w3"));
        assertThat(cosigning.witnessed()).isEmpty();
    }

    @Test
    void refusesToStartOnABackupThatIsOlderThanWhatAWitnessHolds() throws Exception {
        witness(1);
        Policy policy = policy(1);
        Ledger whole = ledger("ledger");
        size.set(5);
        whole.signal();
        await().atMost(Duration.ofSeconds(20)).until(() -> whole.pending() == 0);
        Cosigning cosigning = start(policy, whole);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> cosigning.witnessed().filter(at -> at.size() == 5).isPresent());
        whole.close();
        size.set(0);
        Ledger restored = ledger("restored");

        assertThatThrownBy(() -> Cosigning.start(policy, restored, folder.resolve("none"), PATIENCE))
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining(
                        "w1 differs: it says that it holds 5 leaves, this hub 0, and shows a checkpoint of 5")
                .hasMessageContaining("backup");
        assertThatThrownBy(() -> start(policy, restored))
                .as("what the hub itself has kept says so without any witness")
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining("of 5 leaves and this hub holds 0");
    }

    @Test
    void refusesToStartWhereOneSaysThatItHoldsAnotherTreeAndTooFewAgree() throws Exception {
        line(1, liar(422, "no\n"));
        line(2, freePort());

        assertThatThrownBy(() -> start(policy(1), ledger("ledger")))
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining("w1 differs")
                .hasMessageContaining("does not prove it")
                .hasMessageContaining("1 of (w1, w2)");
    }

    @Test
    void startsThoughOneWitnessSaysWithoutProofThatItHoldsMore() throws Exception {
        line(1, liar(409, "1000000\n"));
        witness(2);
        witness(3);
        Cosigning cosigning = start(policy(2), ledger("ledger"));

        await().atMost(Duration.ofSeconds(20)).until(() -> cosigning.witnessed().isPresent());
        assertThat(cosigning.troubles()).containsOnlyKeys("w1");
        assertThat(cosigning.stop()).isNull();
    }

    @Test
    void doesNotTakeALostReplyForAFork() throws Exception {
        witness(1);
        Policy policy = policy(1);
        Ledger ledger = ledger("ledger");
        size.set(5);
        ledger.signal();
        await().atMost(Duration.ofSeconds(20)).until(() -> ledger.pending() == 0);
        try (Cosigning lost = Cosigning.start(policy, ledger, folder.resolve("lost"), PATIENCE)) {
            assertThat(lost.stop()).isNull();
        }
        size.set(7);
        ledger.signal();
        Cosigning cosigning = start(policy, ledger);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> cosigning.witnessed().filter(at -> at.size() == 7).isPresent());
        assertThat(cosigning.stop()).isNull();
    }

    @Test
    void saysSoAndStopsWhileTheQuorumStaysOutAndGoesOnWithIt() throws Exception {
        witness(1);
        int port = freePort();
        var away = line(2, port);
        Patience little = Patience.of(Duration.ofMillis(500), Duration.ofMillis(1500));
        Cosigning cosigning = Cosigning.start(policy(2), ledger("ledger"), folder.resolve("witnessed"), little);
        open.add(cosigning);

        await().atMost(Duration.ofSeconds(20)).until(() -> cosigning.alarm() != null);
        await().atMost(Duration.ofSeconds(20)).until(() -> cosigning.stop() != null);
        assertThat(cosigning.stop()).contains("2 of (w1, w2)").contains("w2=it cannot be reached");

        serve(away, port);
        await().atMost(Duration.ofSeconds(20)).until(() -> cosigning.stop() == null);
        assertThat(cosigning.alarm()).isNull();
        assertThat(cosigning.witnessed()).isPresent();
    }

    private Cosigning start(Policy policy, Ledger ledger) throws Exception {
        Cosigning cosigning = Cosigning.start(policy, ledger, folder.resolve("witnessed"), PATIENCE);
        open.add(cosigning);
        return cosigning;
    }

    private Ledger ledger(String name) throws Exception {
        Ledger ledger = Ledger.open(folder.resolve(name), LOG, new Counted(size), Clock.systemUTC());
        open.add(ledger);
        return ledger;
    }

    private void witness(int number) throws IOException {
        var kept = new WitnessFolder(folder.resolve("w" + number));
        kept.create("witness.example/w" + number, PASSPHRASE);
        line(kept, number, serve(kept, 0));
    }

    private int serve(WitnessFolder kept, int port) throws IOException {
        kept.addLogs(LOG.verifierKeys());
        var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var server = WitnessServer.start(kept, kept.open(PASSPHRASE, Clock.systemUTC()), at, Clock.systemUTC());
        open.add(server);
        return server.port();
    }

    /// A witness with keys of which something else answers at the port.
    private WitnessFolder line(int number, int port) throws IOException {
        var kept = new WitnessFolder(folder.resolve("w" + number));
        kept.create("witness.example/w" + number, PASSPHRASE);
        line(kept, number, port);
        return kept;
    }

    private void line(WitnessFolder kept, int number, int port) throws IOException {
        lines.append("witness w%d %s http://127.0.0.1:%d/\n"
                .formatted(number, Files.readAllLines(kept.publicKeys()).getFirst(), port));
    }

    private Policy policy(int needed) throws Exception {
        long witnesses = lines.chars().filter(c -> c == '\n').count();
        var text = new StringBuilder(lines).append("group enough ").append(needed);
        for (int i = 1; i <= witnesses; i++) {
            text.append(" w").append(i);
        }
        return Policy.parse(text.append("\nquorum enough\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private int liar(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(FREE, 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private record Counted(AtomicInteger count) implements LeafStore {
        @Override
        public long size() {
            return count.get();
        }

        @Override
        public void entries(long from, long to, EntryConsumer consumer) {
            for (long index = from; index < to; index++) {
                consumer.entry(index, new byte[] {(byte) index});
            }
        }
    }
}
