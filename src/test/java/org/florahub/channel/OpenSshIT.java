package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    @TempDir
    Path data;

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private Process sshd;
    private int port;
    private Edge edge;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "needs the package openssh-server");
        for (String folder : List.of("in", "out", "answers", "marked")) {
            Files.createDirectories(root.resolve(folder));
        }
        newKey("host_key", "");
        newKey("user_key", "opens the key");
        Files.copy(root.resolve("user_key.pub"), root.resolve("authorized_keys"));
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        startServer();
        environment.putAll(Map.of(
                "SFTP", "127.0.0.1:" + port,
                "SFTP_USER", System.getProperty("user.name"),
                "SFTP_ROOT", root.toString(),
                "SFTP_KEY", root.resolve("user_key").toString(),
                "SFTP_KEY_PASSPHRASE", "opens the key",
                "SFTP_KNOWN_HOSTS", root.resolve("known_hosts").toString()));
        edge = SftpAdapters.edgeWithKey(data, environment);
    }

    @AfterEach
    void stop() throws Exception {
        if (edge != null) {
            edge.close();
        }
        if (sshd != null) {
            stopServer();
        }
    }

    @Test
    void takesFilesAnswersThemAndRemovesThem() throws Exception {
        for (int i = 0; i < 20; i++) {
            Path hidden = Files.writeString(root.resolve("new"), "text %d".formatted(i));
            Files.move(hidden, root.resolve("in/f%02d.csv".formatted(i)));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj("text %d"::formatted).toList());
        assertThat(names("answers")).hasSize(20);
    }

    @Test
    void takesAFileThatItsSenderUploadsWithSftpItself() throws Exception {
        Path batch = Files.writeString(
                root.resolve("batch"),
                "put %1$s/large %2$s/in/large.csv.part\nrename %2$s/in/large.csv.part %2$s/in/large.csv\n"
                        .formatted(root, root));
        String large = "ä".repeat(1 << 20);
        Files.writeString(root.resolve("large"), large);
        run(
                "sftp",
                "-q",
                "-P",
                Integer.toString(port),
                "-o",
                "IdentityFile=" + plainKey(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + root.resolve("known_hosts"),
                "-b",
                batch.toString(),
                "127.0.0.1");
        await().atMost(Duration.ofSeconds(30)).until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts()).containsExactly(large);
    }

    @Test
    void deliversFilesWholeAndOnceWhileTheServerIsKilledAndStartedAgain() throws Exception {
        var waiting = IntStream.range(1, 301).mapToObj(Parcels::of).toList();
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 3; i++) {
                    int before = names("out").size();
                    await().pollInterval(Duration.ofMillis(5))
                            .until(() -> names("out").size() >= Math.min(before + 20, 300));
                    stopServer();
                    startServer();
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
        assertThat(names("out").stream().filter(name -> !name.startsWith("."))).hasSize(300);
        for (Parcel parcel : waiting) {
            assertThat(root.resolve("out").resolve(parcel.name())).hasBinaryContent(parcel.body());
        }
    }

    @Test
    void refusesAServerWhoseKeyIsNotTheKnownOne() throws Exception {
        stopServer();
        Files.delete(root.resolve("host_key"));
        newKey("host_key", "");
        startServer();
        assertThat(send(List.of(Parcels.of(1))).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Unreachable.class,
                        away -> assertThat(away.reason())
                                .contains("host key SHA256:")
                                .contains("ssh-ed25519"));
        assertThat(names("out")).isEmpty();
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

    private void startServer() throws Exception {
        Path settings = Files.writeString(root.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %2$s/host_key
                AuthorizedKeysFile %2$s/authorized_keys
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PidFile none
                Subsystem sftp internal-sftp
                """.formatted(port, root));
        Files.writeString(
                root.resolve("known_hosts"),
                Files.exists(root.resolve("known_hosts"))
                        ? Files.readString(root.resolve("known_hosts"))
                        : "[127.0.0.1]:%d %s".formatted(port, Files.readString(root.resolve("host_key.pub"))));
        sshd = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("sshd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            }
        });
    }

    /// The listener and the processes of its sessions, at once.
    private void stopServer() throws InterruptedException {
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
        sshd.destroyForcibly();
        assertThat(sshd.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void newKey(String name, String passphrase) throws Exception {
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                passphrase,
                "-f",
                root.resolve(name).toString());
    }

    /// The user's key without its passphrase, for the program `sftp`.
    private Path plainKey() throws Exception {
        Path plain = Files.copy(
                root.resolve("user_key"), root.resolve("plain_key"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        run("ssh-keygen", "-q", "-p", "-P", "opens the key", "-N", "", "-f", plain.toString());
        return plain;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
