package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// OpenSSH's own server as a process of this user, with keys of Ed25519: on one port of this machine, with folders
/// `in`, `out` and `answers`, and stopped and started as a test wants.
public final class OpenSsh implements AutoCloseable {

    /// Opens the hub's key.
    public static final String PASSPHRASE = "opens the key";

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    /// Without it root's server refuses to start; only a boot by the service manager makes it.
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

    private final Path root;
    private final int port;
    private @Nullable Process process;

    /// Makes the keys and folders and starts it.
    ///
    /// @param root an empty folder
    public OpenSsh(Path root) throws Exception {
        this.root = root;
        for (String folder : List.of("in", "out", "answers")) {
            Files.createDirectories(root.resolve(folder));
        }
        newHostKey();
        newKey("user_key", PASSPHRASE);
        Files.copy(root.resolve("user_key.pub"), root.resolve("authorized_keys"));
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                root.resolve("known_hosts"),
                "[127.0.0.1]:%d %s".formatted(port, Files.readString(root.resolve("host_key.pub"))));
        start();
    }

    /// Whether this machine has it.
    public static boolean isInstalled() {
        return Files.isExecutable(SSHD);
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    public Path folder(String name) {
        return root.resolve(name);
    }

    /// The hub's private key, opened by [#PASSPHRASE].
    public Path userKey() {
        return root.resolve("user_key");
    }

    /// Knows the server by the key that it had at first.
    public Path knownHosts() {
        return root.resolve("known_hosts");
    }

    /// The names in one of its folders, sorted.
    public List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// Returns when it answers.
    void start() throws Exception {
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(PRIVILEGE_SEPARATION);
        }
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
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("sshd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            }
        });
    }

    /// `kill -9` of the listener and of the processes of its sessions, at once.
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
            assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Shows another key from the next start on.
    void newHostKey() throws Exception {
        Files.deleteIfExists(root.resolve("host_key"));
        newKey("host_key", "");
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
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

    /// Runs a program of OpenSSH to its end, which must be good.
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
