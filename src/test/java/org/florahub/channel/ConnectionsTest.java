package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.channel.Connections.Finding;
import org.florahub.channel.Connections.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trying channels against servers that are there, that are not, and that refuse.
@Timeout(60)
class ConnectionsTest {

    private static final String FILE = """
            adapter: xx-file
            name: Behörde mit Ordner
            authority: ane:990003
            channels:
              in:
                - {type: file, transform: statusliste-csv}
                - {type: mq, transform: statusliste-csv}
              out:
                - type: http
                  transform: statusliste-csv
                  endpoint: ${ENDPOINT:http://127.0.0.1:9/}
            given: {message.mark: Beispiel}
            receives: {statuses: [arrived]}
            """;

    @TempDir
    Path data;

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private @Nullable String password;

    @Test
    void logsInAtTheServerAndLeavesNothingThere() throws Exception {
        try (var server = new TestSftpServer(root)) {
            Files.writeString(server.folder("in").resolve("waiting.csv"), "x");
            name(server);
            assertThat(check("xx-sftp")).extracting(Finding::result).containsExactly(Result.GOOD, Result.GOOD);
            assertThat(check("xx-sftp").getFirst().text()).contains("1 files lie there");
            for (String folder : List.of("answers", "out")) {
                assertThat(server.folder(folder)).isEmptyDirectory();
            }
        }
    }

    @Test
    void saysWhyTheServerCannotBeUsed() throws Exception {
        try (var server = new TestSftpServer(root)) {
            name(server);
            Files.delete(server.folder("in"));
            assertThat(check("xx-sftp").getFirst().text())
                    .contains("no such folder")
                    .contains("/in");
            Files.createDirectory(server.folder("in"));
            Files.delete(server.folder("answers"));
            server.failWith(TestSftpServer.Fault.NO_REMOVING);
            assertThat(check("xx-sftp").getFirst().text())
                    .contains("no such folder")
                    .contains("/answers");
            assertThat(check("xx-sftp").getLast().text()).contains("denies it").contains("/out");
            environment.put("SFTP_PASSWORD", "wrong");
            assertThat(check("xx-sftp").getFirst().text()).contains("does not let the hub in");
            server.stop();
            server.changeHostKey();
            server.startAgain();
            assertThat(check("xx-sftp"))
                    .allMatch(finding -> finding.text().contains("host key")
                            && finding.text().contains("hostKey in adapter.yaml"));
            server.stop();
            assertThat(check("xx-sftp"))
                    .allMatch(finding -> finding.text().contains("cannot be reached: nothing listens there"));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, GOOD", "405, GOOD", "401, BAD", "404, BAD", "302, BAD", "500, UNKNOWN"})
    void asksAnEndpointForItsHeadOnly(int status, Result result) throws Exception {
        var methods = new CopyOnWriteArrayList<String>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            methods.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            environment.put(
                    "ENDPOINT",
                    "http://127.0.0.1:%d/x".formatted(server.getAddress().getPort()));
            Finding out = check("xx-file").getLast();
            assertThat(out.result()).as(out.text()).isEqualTo(result);
            assertThat(methods).containsExactly("HEAD");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9/x, nothing listens there",
        "https://no-such-host.invalid/x, nobody knows that name",
    })
    void saysWhyAnEndpointCannotBeReached(String endpoint, String why) throws Exception {
        environment.put("ENDPOINT", endpoint);
        assertThat(check("xx-file").getLast().text()).startsWith(endpoint).contains(why);
    }

    @Test
    void triesFoldersAndBrokerOfTheHub() throws Exception {
        assertThat(check("xx-file"))
                .extracting(Finding::result)
                .containsExactly(Result.UNKNOWN, Result.UNKNOWN, Result.BAD);
        try (Edge hub = SftpAdapters.edge(
                root,
                Map.of("SFTP", "127.0.0.1:9", "SFTP_HOSTKEY", "SHA256:" + "a".repeat(43), "SFTP_PASSWORD", "p"))) {
            Files.writeString(data.resolve("hub.json"), """
                    {"bind": "127.0.0.1", "httpPort": 9, "amqpPort": %d, "pid": 1}
                    """.formatted(hub.broker.port()));
            for (String folder : List.of("in", "answers")) {
                Files.createDirectories(data.resolve("exchange/xx-file").resolve(folder));
            }
            assertThat(check("xx-file"))
                    .extracting(Finding::result)
                    .containsExactly(Result.GOOD, Result.GOOD, Result.BAD);
        }
    }

    @Test
    void logsInAtTheHubAsTheAdaptersUser() throws Exception {
        String elsewhere = FILE.replace("xx-file", "xx-new").replace("990003", "990004") + "credentials: xx-file\n";
        Path folders = data.resolve("hub/adapters");
        Files.writeString(Files.createDirectories(folders.resolve("xx-file")).resolve("adapter.yaml"), FILE);
        try (Edge hub = new Edge(data.resolve("hub"), folders, Map.of())) {
            Files.writeString(data.resolve("hub.json"), """
                    {"bind": "127.0.0.1", "httpPort": 9, "amqpPort": %d}
                    """.formatted(hub.broker.port()));
            assertThat(mq("xx-file", FILE).text()).contains("in.xx-file, reply.xx-file", "was not tried");
            password = Edge.PASSWORD;
            assertThat(mq("xx-file", FILE))
                    .isEqualTo(new Finding(
                            "mq in", Result.GOOD, mq("xx-file", FILE).text()));
            assertThat(mq("xx-file", FILE).text()).contains("They let xx-file in.");
            assertThat(mq("xx-new", elsewhere).text()).contains("there is no queue in.xx-new");
            password = "another-long-password";
            Finding refused = mq("xx-file", FILE);
            assertThat(refused.result()).isEqualTo(Result.BAD);
            assertThat(refused.text()).contains("does not let xx-file in").doesNotContain(password);
            assertThat(hub.broker.depth("in.xx-file")).isZero();
        }
    }

    private Finding mq(String name, String yaml) throws Exception {
        Path folders = data.resolve("local-" + name);
        Files.writeString(Files.createDirectories(folders.resolve(name)).resolve("adapter.yaml"), yaml);
        Adapter adapter = Objects.requireNonNull(
                Adapters.load(folders, Path.of("transforms"), environment::get).get(name));
        try (var connections = new Connections(data, List.of(), password)) {
            return connections.check(adapter).get(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"405, GOOD", "200, GOOD", "401, BAD", "403, BAD", "503, UNKNOWN"})
    void saysWhetherTheHubLetsTheUserIn(int status, Result result) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/in/xx-file", exchange -> {
            assertThat(exchange.getRequestMethod()).isEqualTo("GET");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            var hub = new RunningHub("127.0.0.1", server.getAddress().getPort(), 9);
            var login = new RunningHub.Login("xx-file", "its-password");
            assertThat(hub.http("http in", "/in/xx-file", login).result()).isEqualTo(result);
        } finally {
            server.stop(0);
        }
    }

    private void name(TestSftpServer server) {
        environment.put("SFTP", server.address());
        environment.put("SFTP_HOSTKEY", server.fingerprint());
        environment.put("SFTP_PASSWORD", TestSftpServer.PASSWORD);
    }

    private List<Finding> check(String name) throws Exception {
        Path folders = data.resolve("adapters");
        if (name.equals("xx-file")) {
            Files.createDirectories(folders.resolve(name));
            Files.writeString(folders.resolve(name).resolve("adapter.yaml"), FILE);
        } else {
            SftpAdapters.write(folders);
        }
        Adapter adapter = Objects.requireNonNull(
                Adapters.load(folders, Path.of("transforms"), environment::get).get(name));
        try (var connections = new Connections(data, List.of(), password)) {
            return connections.check(adapter);
        }
    }
}
