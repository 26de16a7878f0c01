package org.florahub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.florahub.channel.Connections.Finding;
import org.florahub.channel.Connections.Result;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The hub that works on a data folder, as its `hub.json` says where it listens.
///
/// @param bind     the address; empty if no hub has run there
/// @param httpPort of SOAP, documents and operations
/// @param amqpPort of the broker
record RunningHub(String bind, int httpPort, int amqpPort) {

    private static final int WAIT_MILLIS = 5_000;
    private static final byte[] AMQP_SASL = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};
    private static final String UNTRIED = "%s The login was not tried: give --password-file.";

    /// As whom an adapter's own addresses and queues are tried.
    ///
    /// @param password `null` if it is not known here: the hub stores no passwords
    record Login(String user, @Nullable String password) {}

    static RunningHub of(Path data) {
        try {
            JsonNode hub = JsonMapper.shared().readTree(Files.readString(data.resolve("hub.json")));
            return new RunningHub(
                    hub.path("bind").asString("127.0.0.1"),
                    hub.path("httpPort").asInt(),
                    hub.path("amqpPort").asInt());
        } catch (IOException | JacksonException _) {
            return new RunningHub("", 0, 0);
        }
    }

    /// Whether the hub's port answers, and lets the user in; whether the authority reaches it, only the authority can
    /// say.
    Finding http(String channel, String path, Login login) {
        if (bind.isEmpty()) {
            return noHub(channel);
        }
        try (Socket line = connect(httpPort)) {
            String where =
                    "the hub listens on %s, port %d; the authority calls %s.".formatted(bind, line.getPort(), path);
            return login.password() == null
                    ? new Finding(channel, Result.GOOD, UNTRIED.formatted(where))
                    : answered(channel, where, login, status(path, login));
        } catch (IOException | URISyntaxException _) {
            return silent(channel, httpPort);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Finding(channel, Result.UNKNOWN, "interrupted");
        }
    }

    /// Whether the broker speaks AMQP, and lets the user to the queues.
    ///
    /// @param to   queues that it sends to
    /// @param from queues that it reads
    Finding broker(String channel, List<String> to, List<String> from, Login login) {
        if (bind.isEmpty()) {
            return noHub(channel);
        }
        if (!speaksAmqp()) {
            return silent(channel, amqpPort);
        }
        String queues = String.join(
                ", ",
                List.of(String.join(", ", to), String.join(", ", from)).stream()
                        .filter(names -> !names.isEmpty())
                        .toList());
        String where = "the broker listens on %s, port %d; the queues are %s.".formatted(bind, amqpPort, queues);
        if (login.password() == null) {
            return new Finding(channel, Result.GOOD, UNTRIED.formatted(where));
        }
        try {
            new QueueLogin(hostOf(bind) + ":" + amqpPort, login.user(), login.password()).open(to, from);
            return new Finding(channel, Result.GOOD, "%s They let %s in.".formatted(where, login.user()));
        } catch (QueueLogin.QueueRefusedException e) {
            return new Finding(channel, Result.BAD, String.valueOf(e.getMessage()));
        }
    }

    private boolean speaksAmqp() {
        try (Socket line = connect(amqpPort);
                OutputStream out = line.getOutputStream();
                InputStream in = line.getInputStream()) {
            line.setSoTimeout(WAIT_MILLIS);
            out.write(AMQP_SASL);
            out.flush();
            return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("AMQP");
        } catch (IOException _) {
            return false;
        }
    }

    /// Of a GET, which hands over nothing.
    private int status(String path, Login login) throws IOException, InterruptedException, URISyntaxException {
        String token = login.user() + ":" + login.password();
        URI uri = new URI("http", null, hostOf(bind), httpPort, path, null, null);
        HttpRequest get = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMillis(WAIT_MILLIS))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(get, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static Finding answered(String channel, String where, Login login, int status) {
        return switch (status) {
            case 401 ->
                new Finding(
                        channel,
                        Result.BAD,
                        "the hub does not let %s in: its password is another.".formatted(login.user()));
            case 403 ->
                new Finding(
                        channel,
                        Result.BAD,
                        "%s has no right there: the running hub does not have this adapter. Run: ./flora adapter reload"
                                .formatted(login.user()));
            case 503 -> new Finding(channel, Result.UNKNOWN, where + " The hub is starting. Try again.");
            default -> new Finding(channel, Result.GOOD, "%s It lets %s in.".formatted(where, login.user()));
        };
    }

    private static String hostOf(String bind) {
        return bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind;
    }

    private Socket connect(int port) throws IOException {
        var line = new Socket();
        line.connect(new InetSocketAddress(bind, port), WAIT_MILLIS);
        return line;
    }

    private static Finding noHub(String channel) {
        return new Finding(channel, Result.UNKNOWN, "no hub runs on this data folder. Start one, then try again.");
    }

    private Finding silent(String channel, int port) {
        return new Finding(
                channel,
                Result.BAD,
                "nothing answers on %s, port %d, where the hub said it listens. Start it again.".formatted(bind, port));
    }
}
