package org.florahub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FloraTest {

    @TempDir
    private Path data = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysThatACommandIsMissing() {
        assertThat(flora()).isEqualTo(2);
        assertThat(err.toString()).contains("Say what to do").contains("demo");
    }

    @Test
    void createsKeysAndPasswordsOnceAndKeepsThem() throws IOException {
        Path passphrase = Files.writeString(data.resolve("passphrase"), "correct horse battery\n");
        Path hub = data.resolve("hub");

        assertThat(flora("init", "--data", hub.toString(), "--passphrase-file", passphrase.toString()))
                .isZero();
        assertThat(out.toString()).contains("operator ").contains("bamf ").contains("rp-add ");
        assertThat(hub.resolve("keys/keystore")).isNotEmptyFile();
        String credentials = Files.readString(hub.resolve("credentials.properties"));
        assertThat(credentials).contains("operator=pbkdf2$");

        out.getBuffer().setLength(0);
        assertThat(flora("init", "--data", hub.toString(), "--passphrase-file", passphrase.toString()))
                .isZero();
        assertThat(out.toString()).contains("was there already").contains("nothing was changed");
        assertThat(hub.resolve("credentials.properties")).hasContent(credentials);
    }

    @Test
    void refusesAShortPassphrase() throws IOException {
        Path passphrase = Files.writeString(data.resolve("passphrase"), "short\n");

        assertThat(flora("init", "--data", data.toString(), "--passphrase-file", passphrase.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has 5 characters, expected at least 12");
    }

    @Test
    void listsEverythingThatIsMissingBeforeItRuns() {
        assertThat(flora("run", "--data", data.resolve("none").toString(), "--config", "no-such-file"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("no-such-file: no such file")
                .contains("no key store. Make it: ./flora init --data")
                .contains("no passphrase for the key store. Set FLORA_PASSPHRASE")
                .contains("no password for", "bamf", "operator");
    }

    @Test
    void listsShowsAndReplaysWhatLiesInQuarantine() throws IOException {
        var calls = new CopyOnWriteArrayList<String>();
        HttpServer hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        hub.createContext("/ops/quarantine", call -> {
            String path = call.getRequestURI().getPath();
            calls.add(call.getRequestMethod() + " " + path + " "
                    + call.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer(path).getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        hub.start();
        try {
            Files.writeString(
                    data.resolve("hub.json"),
                    "{\"bind\":\"127.0.0.1\",\"httpPort\":%d}"
                            .formatted(hub.getAddress().getPort()));
            Path password = Files.writeString(data.resolve("password"), "secret\n");
            String[] login = {"--data", data.toString(), "--password-file", password.toString()};

            assertThat(quarantine(login, "list")).isZero();
            assertThat(out.toString()).contains("a.xml").contains("S010 line 3 datum: found x, expected y. Do z.");
            Path original = data.resolve("original");
            assertThat(quarantine(login, "show", "7", "--original", original.toString()))
                    .isZero();
            assertThat(original).hasContent("as it came");
            assertThat(quarantine(login, "replay", "7")).isEqualTo(1);
            assertThat(calls).contains("POST /ops/quarantine/7/replay Basic b3BlcmF0b3I6c2VjcmV0");
        } finally {
            hub.stop(0);
        }
    }

    @Test
    void saysThatNoHubRunsOnAFolder() {
        assertThat(flora("quarantine", "--data", data.toString(), "--password-file", "x", "list"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("hub.json: not found. Is a hub running");
    }

    private static String answer(String path) {
        String message = """
                {"number": 7, "at": "2026-11-23T10:00:00Z", "adapter": "bamf", "channel": "mq", "name": "a.xml",
                 "problems": [{"code": "S010", "line": 3, "field": "datum", "found": "x", "expected": "y", "remedy": "Do z."}]}
                """;
        return path.endsWith("/original") ? "as it came" : path.endsWith("quarantine") ? "[" + message + "]" : message;
    }

    private int quarantine(String[] login, String... command) {
        String[] all = new String[1 + login.length + command.length];
        all[0] = "quarantine";
        System.arraycopy(login, 0, all, 1, login.length);
        System.arraycopy(command, 0, all, 1 + login.length, command.length);
        return flora(all);
    }

    private int flora(String... arguments) {
        CommandLine commands = Flora.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }
}
