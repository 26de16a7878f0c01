package org.florahub.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The network between the hub and a witness: slow, or it loses a reply, or what answers at its end lies.
final class Wire implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger losing = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;

    private Wire() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
    }

    /// A wire to a port of this machine.
    static Wire to(int port) throws IOException {
        var wire = new Wire();
        wire.server.createContext("/", exchange -> wire.pass(exchange, port));
        wire.server.start();
        return wire;
    }

    /// A wire at whose end something gives the same answer to everything.
    static Wire toLiar(int status, String body) throws IOException {
        var wire = new Wire();
        wire.server.createContext("/", exchange -> answer(exchange, status, body));
        wire.server.start();
        return wire;
    }

    void slow(Duration by) {
        delay = by;
    }

    /// Has the next request arrive and its reply get lost.
    void loseAReply() {
        losing.set(1);
    }

    /// Whether a reply has been lost since.
    boolean hasLost() {
        return losing.get() == 0;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange, int port) throws IOException {
        try (exchange) {
            LockSupport.parkNanos(delay.toNanos());
            byte[] body = exchange.getRequestBody().readAllBytes();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + exchange.getRequestURI()))
                    .timeout(Duration.ofSeconds(5))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() == 200 && losing.compareAndSet(1, 0)) {
                return; // closed without an answer
            }
            answer(exchange, reply.statusCode(), reply.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
