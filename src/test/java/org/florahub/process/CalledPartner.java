package org.florahub.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// The endpoint of an authority that is called over HTTP and honours ids.
final class CalledPartner implements AutoCloseable {

    private final HttpServer server;
    private final Effects effects;
    private final Moment beforeTheAnswer;

    /// A moment in a call.
    @FunctionalInterface
    interface Moment {
        void comes() throws IOException;
    }

    /// @param effects         hears of every call
    /// @param beforeTheAnswer what happens when a call has taken effect and its answer is still to come
    CalledPartner(Effects effects, Moment beforeTheAnswer) throws IOException {
        this.effects = effects;
        this.beforeTheAnswer = beforeTheAnswer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/in", this::called);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:%d/in".formatted(server.getAddress().getPort());
    }

    private void called(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            String azr = Letters.azrIn(new String(body, StandardCharsets.UTF_8));
            effects.take(call.getRequestHeaders().getFirst("Idempotency-Key"), body, azr);
            beforeTheAnswer.comes();
            call.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
