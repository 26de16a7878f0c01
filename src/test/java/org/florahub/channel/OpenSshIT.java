package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.florahub.adapter.Adapter;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.delivery.Parcels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hub as a client of OpenSSH, whose server runs as a process of this user, with keys of Ed25519.
@Tag("openssh")
@Timeout(120)
class OpenSshIT {

    @TempDir
    Path data;

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private OpenSsh server;
    private Edge edge;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(OpenSsh.isInstalled(), "needs the package openssh-server");
        server = new OpenSsh(root);
        environment.putAll(Map.of(
                "SFTP", server.address(),
                "SFTP_USER", System.getProperty("user.name"),
                "SFTP_ROOT", root.toString(),
                "SFTP_KEY", server.userKey().toString(),
                "SFTP_KEY_PASSPHRASE", OpenSsh.PASSPHRASE,
                "SFTP_KNOWN_HOSTS", server.knownHosts().toString()));
        edge = SftpAdapters.edgeWithKey(data, environment);
    }

    @AfterEach
    void stop() throws Exception {
        if (edge != null) {
            edge.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void takesFilesAnswersThemAndRemovesThem() throws Exception {
        for (int i = 0; i < 20; i++) {
            Path hidden = Files.writeString(root.resolve("new"), "text %d".formatted(i));
            Files.move(hidden, root.resolve("in/f%02d.csv".formatted(i)));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> server.names("in").isEmpty());
        assertThat(edge.receiver.texts())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj("text %d"::formatted).toList());
        assertThat(server.names("answers")).hasSize(20);
    }

    @Test
    void takesAFileThatItsSenderUploadsWithSftpItself() throws Exception {
        Path batch = Files.writeString(
                root.resolve("batch"),
                "put %1$s/large %2$s/in/large.csv.part\nrename %2$s/in/large.csv.part %2$s/in/large.csv\n"
                        .formatted(root, root));
        String large = "ä".repeat(1 << 20);
        Files.writeString(root.resolve("large"), large);
        OpenSsh.run(
                "sftp",
                "-q",
                "-P",
                Integer.toString(server.port()),
                "-o",
                "IdentityFile=" + plainKey(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + root.resolve("known_hosts"),
                "-b",
                batch.toString(),
                "127.0.0.1");
        await().atMost(Duration.ofSeconds(30)).until(() -> server.names("in").isEmpty());
        assertThat(edge.receiver.texts()).containsExactly(large);
    }

    @Test
    void deliversFilesWholeAndOnceWhileTheServerIsKilledAndStartedAgain() throws Exception {
        var waiting = IntStream.range(1, 301).mapToObj(Parcels::of).toList();
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 3; i++) {
                    int before = server.names("out").size();
                    await().pollInterval(Duration.ofMillis(5))
                            .until(() -> server.names("out").size() >= Math.min(before + 20, 300));
                    server.kill();
                    server.start();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        int delivered = 0;
        while (delivered < waiting.size()) {
            List<Outcome> outcomes = send(waiting.subList(delivered, Math.min(delivered + 50, waiting.size())));
            delivered += (int) outcomes.stream()
                    .filter(Outcome.Delivered.class::isInstance)
                    .count();
        }
        killer.join();
        assertThat(server.names("out").stream().filter(name -> !name.startsWith(".")))
                .hasSize(300);
        for (Parcel parcel : waiting) {
            assertThat(root.resolve("out").resolve(parcel.name())).hasBinaryContent(parcel.body());
        }
    }

    @Test
    void refusesAServerWhoseKeyIsNotTheKnownOne() throws Exception {
        server.kill();
        server.newHostKey();
        server.start();
        assertThat(send(List.of(Parcels.of(1))).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Unreachable.class,
                        away -> assertThat(away.reason())
                                .contains("host key SHA256:")
                                .contains("ssh-ed25519"));
        assertThat(server.names("out")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SFTP_KEY_PASSPHRASE", "SFTP_KEY", "SFTP_USER"})
    void saysWhyItIsNotLetIn(String wrong) throws Exception {
        edge.close();
        environment.put(wrong, wrong.equals("SFTP_USER") ? "nobody-here" : "/wrong");
        edge = SftpAdapters.edgeWithKey(data, environment);
        assertThat(send(List.of(Parcels.of(1))).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Unreachable.class,
                        away -> assertThat(away.reason()).containsAnyOf("key file /", "does not let the hub in"));
    }

    private List<Outcome> send(List<Parcel> batch) {
        Adapter to = edge.adapter("xx-key");
        return edge.sender.send(to, to.out().getFirst(), batch);
    }

    /// The user's key without its passphrase, for the program `sftp`.
    private Path plainKey() throws Exception {
        Path plain = Files.copy(
                root.resolve("user_key"), root.resolve("plain_key"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        OpenSsh.run("ssh-keygen", "-q", "-p", "-P", OpenSsh.PASSPHRASE, "-N", "", "-f", plain.toString());
        return plain;
    }
}
