package org.florahub.cli;

import static java.util.Collections.nCopies;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.CopyOnWriteArrayList;
import org.florahub.vault.KeyStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FloraTest {

    @TempDir
    private Path data = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private @Nullable HttpServer hub;

    @AfterEach
    void stopHub() {
        if (hub != null) {
            hub.stop(0);
        }
    }

    @Test
    void saysThatACommandIsMissing() {
        assertThat(flora()).isEqualTo(2);
        assertThat(err.toString()).contains("Say what to do").contains("demo");
    }

    @Test
    void createsKeysAndPasswordsOnceAndKeepsThem() throws IOException {
        Path passphrase = secret("passphrase", "correct horse battery\n");
        Path hub = data.resolve("hub");

        assertThat(flora("init", "--data", hub.toString(), "--passphrase-file", passphrase.toString()))
                .isZero();
        assertThat(out.toString()).contains("operator ").contains("bamf ").contains("rp-add ");
        assertThat(out.toString()).as("only exchanges files").doesNotContain("bb-zabh");
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
    void saysThatAnotherPassphraseDoesNotOpenTheKeyStoreThatIsThere() throws IOException {
        Path hub = data.resolve("hub");
        Path first = secret("first", "correct horse battery\n");
        Path other = secret("other", "another passphrase\n");
        flora("init", "--data", hub.toString(), "--passphrase-file", first.toString());

        assertThat(flora("init", "--data", hub.toString(), "--passphrase-file", other.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("found another passphrase");
    }

    @Test
    void refusesAShortPassphrase() throws IOException {
        Path passphrase = secret("passphrase", "short\n");

        assertThat(flora("init", "--data", data.toString(), "--passphrase-file", passphrase.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("found a passphrase of 5 characters, expected at least 12. Choose a longer one.");
    }

    @Test
    void givesNoPasswordToAUserWhomNoAdapterHas() throws IOException {
        assertThat(flora("credentials", "set", "bmaf", "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("bmaf: no adapter in", "Did you mean \"bamf\"?", "--force");
        assertThat(data.resolve("credentials.properties")).doesNotExist();

        assertThat(flora("credentials", "set", "bamf", "--data", data.toString()))
                .isZero();
        assertThat(flora("credentials", "set", "operator", "--data", data.toString()))
                .isZero();
        assertThat(flora("credentials", "set", "zz-amt", "--force", "--data", data.toString()))
                .isZero();
        assertThat(flora("credentials", "set", "zz-amt", "--data", data.toString()))
                .as("has one already")
                .isZero();
        assertThat(Files.readString(data.resolve("credentials.properties"))).contains("bamf=", "operator=", "zz-amt=");
    }

    /// A file for its owner alone.
    private Path secret(String name, String line) throws IOException {
        Path file = Files.writeString(data.resolve(name), line);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Path initialised(String name, Path passphrase) {
        Path hub = data.resolve(name);
        assertThat(flora("init", "--data", hub.toString(), "--passphrase-file", passphrase.toString()))
                .isZero();
        return hub;
    }

    @Test
    void saysEveryProblemOfKeysAndLoginsAtOnce() throws IOException {
        Path hub = initialised("hub", secret("passphrase", "correct horse battery\n"));
        Files.delete(hub.resolve("credentials.properties"));
        Files.setPosixFilePermissions(data.resolve("passphrase"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(flora(
                        "run",
                        "--data",
                        hub.toString(),
                        "--config",
                        "none.yaml",
                        "--passphrase-file",
                        data.resolve("passphrase").toString()))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("none.yaml: no such file", "every user of this machine can read (rw-r--r--)", "chmod o-rwx")
                .contains("no password for", "operator")
                .doesNotContain("correct horse");
    }

    @Test
    void takesTheFileOfThePassphraseFromTheSettingsAndSaysThatItIsMissing() throws IOException {
        Path hub = initialised("hub", secret("passphrase", "correct horse battery\n"));
        Path missing = data.resolve("gone");
        Path settings = Files.writeString(
                data.resolve("hub.yaml"), "flora:\n  keys:\n    passphrase-file: %s\n".formatted(missing));

        assertThat(flora("run", "--data", hub.toString(), "--config", settings.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains(missing + ": found no file, expected one whose first line is");
    }

    @Test
    void refusesToStartWithAKeyStoreThatIsDamagedOrNotThere() throws IOException {
        Path passphrase = secret("passphrase", "correct horse battery\n");
        Path hub = initialised("hub", passphrase);
        Path keys = hub.resolve("keys/keystore");
        byte[] whole = Files.readAllBytes(keys);
        String[] run = {"run", "--data", hub.toString(), "--passphrase-file", passphrase.toString()};

        Files.write(keys, Arrays.copyOf(whole, 60));
        assertThat(flora(run)).isEqualTo(1);
        assertThat(err.toString()).contains(keys + ": found a key store that ends after 60 bytes", "its backup");

        err.getBuffer().setLength(0);
        Files.write(keys, Arrays.copyOf(whole, whole.length - 1));
        assertThat(flora(run)).isEqualTo(1);
        assertThat(err.toString()).contains("found a key store with bytes missing or changed");

        err.getBuffer().setLength(0);
        Files.delete(keys);
        Files.createFile(hub.resolve("record.db"));
        assertThat(flora(run)).isEqualTo(1);
        assertThat(err.toString())
                .contains("no key store", "restore the key store from its backup")
                .doesNotContain("flora init");
        assertThat(flora("init", "--data", hub.toString(), "--passphrase-file", passphrase.toString()))
                .as("a new key store would open nothing")
                .isEqualTo(1);
        assertThat(keys).doesNotExist();
    }

    @Test
    void changesThePassphraseWhileNoHubRuns() throws IOException {
        Path first = secret("first", "correct horse battery\n");
        Path other = secret("other", "another passphrase\n");
        Path hub = initialised("hub", first);
        String[] change = {
            "keys",
            "passphrase",
            "--data",
            hub.toString(),
            "--passphrase-file",
            first.toString(),
            "--new-passphrase-file",
            other.toString()
        };

        assertThat(flora(change)).isZero();
        assertThat(out.toString()).contains("before its next start").doesNotContain("another passphrase");
        assertThat(KeyStore.open(hub.resolve("keys/keystore"), "another passphrase".toCharArray()))
                .isNotNull();

        assertThat(flora(change))
                .as("the first one is not the present one any more")
                .isEqualTo(1);
        assertThat(err.toString()).contains("found another passphrase");
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
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
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
        String[] login = login(hub);

        assertThat(quarantine(login, "list")).isZero();
        assertThat(out.toString()).contains("a.xml").contains("S010 line 3 datum: found x, expected y. Do z.");
        Path original = data.resolve("original");
        assertThat(quarantine(login, "show", "7", "--original", original.toString()))
                .isZero();
        assertThat(original).hasContent("as it came");
        assertThat(quarantine(login, "replay", "7")).isEqualTo(1);
        assertThat(out.toString()).contains("7 is now 9: rejected");
        assertThat(calls).contains("POST /ops/quarantine/7/replay Basic b3BlcmF0b3I6c2VjcmV0");
    }

    @Test
    void listsTheFirstProblemsOfAMessageAndSaysWhereTheOthersAre() throws IOException {
        String problem =
                "{\"code\": \"X001\", \"line\": 1, \"found\": \"x\", \"expected\": \"y\", \"remedy\": \"Do z.\"}";
        String[] login = hubThatAnswers(
                200, "[{\"number\": 2, \"problems\": [%s]}]".formatted(String.join(",", nCopies(24, problem))));

        assertThat(quarantine(login, "list", "--before", "99")).isZero();

        assertThat(out.toString()).containsOnlyOnce("and 21 more: ./flora quarantine show 2");
        assertThat(out.toString().split("X001", -1)).hasSize(4);
    }

    @Test
    void saysInTheHubsWordsWhyACallWasNotDone() throws IOException {
        String[] login =
                hubThatAnswers(409, "{\"reason\": \"Message 2 came from x over file, which is not connected.\"}");

        assertThat(quarantine(login, "replay", "2")).isEqualTo(1);

        assertThat(err.toString()).contains("flora: Message 2 came from x over file, which is not connected.");
    }

    @Test
    void saysHowAHubAnsweredThatGivesNoReason() throws IOException {
        String[] login = hubThatAnswers(500, "broken");

        assertThat(quarantine(login, "show", "2")).isEqualTo(1);

        assertThat(err.toString()).contains("the hub answered HTTP 500 to /ops/quarantine/2");
    }

    @Test
    void saysWhatToDoWhenTheHubRefusesTheLogin() throws IOException {
        String[] login = hubThatAnswers(401, "");

        assertThat(quarantine(login, "list")).isEqualTo(1);

        assertThat(err.toString()).contains("refuses this operator login", "./flora credentials set operator");
    }

    @Test
    void saysThatNoHubRunsOnAFolder() {
        assertThat(flora("quarantine", "--data", data.toString(), "--password-file", "x", "list"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("hub.json: not found. Is a hub running");
    }

    /// @return how to reach it
    private String[] hubThatAnswers(int status, String body) throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        hub.createContext("/", call -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        });
        hub.start();
        return login(hub);
    }

    private String[] login(HttpServer running) throws IOException {
        Files.writeString(
                data.resolve("hub.json"),
                "{\"bind\":\"127.0.0.1\",\"httpPort\":%d}"
                        .formatted(running.getAddress().getPort()));
        Path password = Files.writeString(data.resolve("password"), "secret\n");
        return new String[] {"--data", data.toString(), "--password-file", password.toString()};
    }

    private static String answer(String path) {
        String message = """
                {"number": 7, "at": "2026-11-23T10:00:00Z", "adapter": "bamf", "channel": "mq", "name": "a.xml",
                 "problems": [{"code": "S010", "line": 3, "field": "datum", "found": "x", "expected": "y", "remedy": "Do z."}]}
                """;
        String replayed =
                "{\"number\": 9, \"result\": \"rejected\", " + message.substring(message.indexOf("\"problems\""));
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "original" -> "as it came";
            case "quarantine" -> "[" + message + "]";
            case "replay" -> replayed;
            default -> message;
        };
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
