package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSContext;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.florahub.adapter.FolderCopy;
import org.florahub.ledger.LogKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged hub and five witnesses, each its own process: one is dead, one slow, one lies. Three are enough.
class WitnessIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String ORIGIN = "hub.example/log";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<WitnessProcess> witnesses = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    @Test
    void isWitnessedByThreeOfFiveStopsBelowAndRefusesAnOldBackup() throws Exception {
        var letters = new Letters(Path.of("adapters"));
        Path policy = folder.resolve("policy");
        HubProcess hub = opened(new HubProcess(
                folder,
                Map.of(
                        "FLORA_RP_ADD_ENDPOINT", "http://127.0.0.1:9/none",
                        "FLORA_LEDGER_ORIGIN", ORIGIN,
                        "FLORA_LEDGER_POLICY", policy.toString(),
                        "FLORA_LEDGER_WITNESSTIMEOUT", "2s",
                        "FLORA_LEDGER_WITNESSEDWITHIN", "3s")));
        LogKeys keys = LogKeys.generate(ORIGIN);
        hub.keys().put("ledger.keys", keys.encode());
        beginWitnesses(keys);
        Wire lossy = opened(Wire.to(witnesses.get(1).ready().port()));
        Wire slow = opened(Wire.to(witnesses.get(2).ready().port()));
        Wire liar = opened(Wire.toLiar(409, "1000000\n"));
        int[] ports = {
            witnesses.get(0).ready().port(),
            lossy.port(),
            slow.port(),
            witnesses.get(3).ready().port(),
            liar.port()
        };
        Files.writeString(policy, policy(ports));
        witnesses.get(3).kill();
        slow.slow(Duration.ofMillis(700));

        hub.start();
        drop(hub, "one.xml", letters.arrivalByFile(1).body());
        drop(hub, "two.xml", letters.arrivalByFile(2).body());
        await().atMost(SOON).until(() -> witnessedLeaves(hub) >= 2);
        notice(hub, letters.notice(1).body());
        assertThat(hub.operatorSees("/actuator/health")).contains("\"w4\":\"it cannot be reached", "1000000");
        await("the bundle beside the delivery has the cosignatures of three")
                .atMost(SOON)
                .until(() -> proofs(hub).anyMatch(proof -> cosignatures(proof) == 3));

        hub.stop();
        Path backup = folder.resolve("backup");
        FolderCopy.copy(hub.data(), backup);

        hub.start();
        lossy.loseAReply();
        assertThat(hub.callAs("rp-add", letters.arrivalBySoap(2).body()).statusCode())
                .isEqualTo(200);
        long leaves = witnessedLeaves(hub);
        await("a lost reply is no fork").atMost(SOON).until(() -> lossy.hasLost() && witnessedLeaves(hub) > leaves);
        assertThat(hub.operatorSees("/actuator/health"))
                .contains("\"ledger\":{\"details\":")
                .doesNotContain("fork");

        witnesses.get(0).kill();
        notice(hub, letters.notice(2).body());
        await("delivering goes on just below the quorum")
                .atMost(SOON)
                .until(() -> proofs(hub).anyMatch(proof -> cosignatures(proof) == 0));
        await("until it has taken too long")
                .atMost(SOON)
                .until(() -> hub.operatorSees("/actuator/health").contains("The ledger has waited"));
        var letter = letters.arrivalBySoap(4).body();
        await().atMost(SOON)
                .until(() -> hub.postAs("vg-musterstadt", "p1", BodyPublishers.ofString("<a/>"))
                                .statusCode()
                        == 503);
        assertThat(hub.callAs("rp-add", letter).body()).contains(":Server", "wiederholen");
        assertThat(hub.operatorSees("/actuator/prometheus"))
                .contains("flora_witness_cosigns{witness=\"w1\"} 0.0", "flora_witness_cosigns{witness=\"w2\"} 1.0");
        witnesses.get(0).begin();
        witnesses.get(0).ready();
        await("it goes on by itself")
                .atMost(SOON)
                .until(() -> hub.callAs("rp-add", letter).statusCode() == 200);
        assertThat(proofs(hub)).isNotEmpty();
        await("proofs of meanwhile are replaced")
                .atMost(SOON)
                .until(() -> proofs(hub).allMatch(proof -> cosignatures(proof) == 3));

        hub.kill();
        Files.move(hub.data(), folder.resolve("newest"));
        Files.move(backup, hub.data());
        assertThat(hub.failsToStart())
                .contains("has signed", "backup", "restore the newest data folder")
                .doesNotContain("\tat ");
    }

    private static void drop(HubProcess hub, String name, String body) throws IOException {
        Path in = Files.createDirectories(hub.exchange("sn-landesdirektion").resolve("in"));
        Path fresh = Files.writeString(in.resolve("." + name + ".tmp"), body);
        Files.move(fresh, in.resolve(name));
    }

    private static void notice(HubProcess hub, String body) {
        try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + hub.amqpPort());
                JMSContext bamf = factory.createContext("bamf", hub.password("bamf"))) {
            bamf.createProducer().send(bamf.createQueue("in.bamf"), body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void beginWitnesses(LogKeys keys) throws IOException {
        for (int i = 1; i <= 5; i++) {
            var witness = opened(new WitnessProcess(folder.resolve("w" + i), "w.example/w" + i, keys.verifierKeys()));
            witnesses.add(witness);
            if (i < 5) {
                witness.begin();
            }
        }
    }

    private String policy(int... ports) throws IOException {
        var lines = new StringBuilder();
        for (int i = 1; i <= ports.length; i++) {
            lines.append("witness w%d %s http://127.0.0.1:%d/\n"
                    .formatted(i, witnesses.get(i - 1).vkey(), ports[i - 1]));
        }
        return lines.append("group enough 3 w1 w2 w3 w4 w5\nquorum enough\n").toString();
    }

    private static long witnessedLeaves(HubProcess hub) throws IOException {
        var witnessed = hub.get("/ledger/witnessed");
        return witnessed.statusCode() == 200
                ? Long.parseLong(witnessed.body().lines().skip(1).findFirst().orElseThrow())
                : -1;
    }

    private static Stream<String> proofs(HubProcess hub) throws IOException {
        var found = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(hub.data().resolve("exchange"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".proof")).toList()) {
                found.add(Files.readString(file));
            }
        }
        return found.stream();
    }

    private static long cosignatures(String proof) {
        return proof.split("\u2014 w\\.example/", -1).length - 1L;
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }
}
