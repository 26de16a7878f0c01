package org.florahub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.channel.Connections.Finding;
import org.florahub.channel.Connections.Result;
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

    /// Whether the hub's port answers; whether the authority reaches it, only the authority can say.
    Finding http(String channel, String path) {
        if (bind.isEmpty()) {
            return noHub(channel);
        }
        try (Socket line = connect(httpPort)) {
            return new Finding(
                    channel,
                    Result.GOOD,
                    "the hub listens on %s, port %d; the authority calls %s.".formatted(bind, line.getPort(), path));
        } catch (IOException _) {
            return silent(channel, httpPort);
        }
    }

    /// Whether the broker speaks AMQP.
    Finding broker(String channel, String queue) {
        if (bind.isEmpty()) {
            return noHub(channel);
        }
        try (Socket line = connect(amqpPort);
                OutputStream out = line.getOutputStream();
                InputStream in = line.getInputStream()) {
            line.setSoTimeout(WAIT_MILLIS);
            out.write(AMQP_SASL);
            out.flush();
            boolean amqp = new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("AMQP");
            return amqp
                    ? new Finding(
                            channel,
                            Result.GOOD,
                            "the broker listens on %s, port %d; the queue is %s.".formatted(bind, amqpPort, queue))
                    : silent(channel, amqpPort);
        } catch (IOException _) {
            return silent(channel, amqpPort);
        }
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
