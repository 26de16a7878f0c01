package org.florahub.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Witness;
import org.florahub.ledger.WitnessAnswer;

/// Serves a witness over HTTP (c2sp.org/tlog-witness) until it is closed.
///
/// `POST /add-checkpoint`, its page at `/`, `GET /health`, `GET /vkey`, and `GET /checkpoint?origin=` with the last
/// checkpoint that it cosigned, so that anyone can compare what different witnesses were shown. TLS and access are
/// the matter of a proxy before it; a request proves itself by the signature of its log.
public final class WitnessServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WitnessServer.class.getName());
    private static final int BODY_BYTES_MAX = 256 << 10;
    private static final String TEXT = "text/plain; charset=utf-8";

    static {
        // Read once, when the JDK's server is loaded: answers at once, bounded connections, no endless requests.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("jdk.httpserver.maxConnections", "256");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Witness witness;
    private final Sightings sightings;

    private WitnessServer(HttpServer server, Witness witness, Sightings sightings) {
        this.server = server;
        this.witness = witness;
        this.sightings = sightings;
    }

    /// Starts serving.
    ///
    /// @param address where to listen; port 0 takes a free one
    /// @throws IOException if it cannot listen there
    public static WitnessServer start(WitnessFolder folder, Witness witness, InetSocketAddress address, Clock clock)
            throws IOException {
        var server = new WitnessServer(HttpServer.create(address, 0), witness, new Sightings(folder.evidence(), clock));
        server.server.setExecutor(server.threads);
        server.route("/add-checkpoint", "POST", server::addCheckpoint);
        server.route("/health", "GET", server::health);
        server.route("/vkey", "GET", server::keys);
        server.route("/checkpoint", "GET", server::checkpoint);
        server.route("/", "GET", server::page);
        server.server.start();
        return server;
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(1);
        threads.close();
    }

    private void route(String path, String method, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    send(exchange, 404, TEXT, "Not found\n");
                } else if (!exchange.getRequestMethod().equals(method)) {
                    exchange.getResponseHeaders().set("Allow", method);
                    send(exchange, 405, TEXT, "Use " + method + "\n");
                } else {
                    handler.handle(exchange);
                }
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.ERROR, "A request to " + path + " failed", e);
                if (exchange.getResponseCode() < 0) {
                    send(exchange, 500, TEXT, "The witness cannot answer now; its log says why.\n");
                }
            }
        });
    }

    private void addCheckpoint(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            send(exchange, 413, TEXT, "A request has at most %d bytes\n".formatted(BODY_BYTES_MAX));
            return;
        }
        String body = new String(bytes, StandardCharsets.UTF_8);
        WitnessAnswer answer = witness.addCheckpoint(body);
        sightings.note(body, answer);
        switch (answer) {
            case WitnessAnswer.Cosigned cosigned -> send(exchange, 200, TEXT, cosigned.lines());
            case WitnessAnswer.Conflict(long size) -> send(exchange, 409, "text/x.tlog.size", size + "\n");
            case WitnessAnswer.Refused(int status, String reason) -> send(exchange, status, TEXT, reason + "\n");
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean sawTwoHistories = sightings.counted(Sightings.Kind.CONTRADICTION) > 0;
        send(exchange, 200, "application/json", """
                {"status": "UP", "cosigned": %d, "contradictions": %d, "alarm": %b}
                """.formatted(
                        sightings.counted(Sightings.Kind.COSIGNED),
                        sightings.counted(Sightings.Kind.CONTRADICTION),
                        sawTwoHistories));
    }

    private void keys(HttpExchange exchange) throws IOException {
        var lines = new StringBuilder();
        witness.keys().verifierKeys().forEach(key -> lines.append(key).append('\n'));
        send(exchange, 200, TEXT, lines.toString());
    }

    private void checkpoint(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String origin = query == null || !query.startsWith("origin=")
                ? ""
                : URLDecoder.decode(query.substring("origin=".length()), StandardCharsets.UTF_8);
        String note = witness.last(origin).map(Checkpoint::note).orElse("");
        send(exchange, note.isEmpty() ? 404 : 200, TEXT, note.isEmpty() ? "Nothing cosigned of this log\n" : note);
    }

    private void page(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String accepted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Language"));
        boolean german = query.equals("lang=de") || (!query.equals("lang=en") && !accepted.startsWith("en"));
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        send(exchange, 200, "text/html; charset=utf-8", new WitnessPage(witness, sightings, german).html());
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static String encoded(String origin) {
        return URLEncoder.encode(origin, StandardCharsets.UTF_8);
    }
}
