package org.florahub.demo;

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
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A partner that calls the hub's SOAP service and is called back on a service of its own.
///
/// Its service honours message ids: a repeated one is answered like the first and counted once.
final class SoapPartner implements Partner {

    private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";
    private static final String ENVELOPE = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>%s</soap:Body></soap:Envelope>""";
    private static final Pattern MESSAGE_ID = Pattern.compile("<(?:\\w+:)?MessageID[^>]*>\\s*([^<\\s]+)\\s*<");
    private static final Pattern DECLARATION = Pattern.compile("^\\s*<\\?xml[^>]*\\?>");

    private final String name;
    private final HttpServer callback;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile URI hub = URI.create("http://127.0.0.1:0/");
    private volatile String authorization = "";
    private volatile Consumer<Arrival> arrivals = _ -> {};

    /// Opens its own service on a free loopback port; [#callback] tells where.
    SoapPartner(String name) throws IOException {
        this.name = name;
        callback = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        callback.createContext("/statusempfang", this::called);
        callback.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        callback.start();
    }

    /// Where the hub is to call.
    URI callback() {
        return URI.create("http://127.0.0.1:%d/statusempfang"
                .formatted(callback.getAddress().getPort()));
    }

    /// Tells the partner where the hub is and how to log in there.
    void connect(int port, String password) {
        hub = URI.create("http://127.0.0.1:%d/services/%s".formatted(port, name));
        String login = name + ":" + password;
        authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply send(Letter letter) throws IOException, InterruptedException {
        String body = DECLARATION
                .matcher(new String(letter.body(), StandardCharsets.UTF_8))
                .replaceFirst("");
        HttpRequest request = HttpRequest.newBuilder(hub)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"meldeStatus\"")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(ENVELOPE.formatted(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        int status = response.statusCode();
        if (status != 200 && status != 500) {
            throw new IOException("%s: the hub's SOAP service answered HTTP %d".formatted(name, status));
        }
        return Reply.read(response.body());
    }

    @Override
    public void receive(Consumer<Arrival> arrivals) {
        this.arrivals = arrivals;
    }

    private void called(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            Matcher id = MESSAGE_ID.matcher(new String(body, StandardCharsets.UTF_8));
            if (!id.find()) {
                call.sendResponseHeaders(400, -1);
                return;
            }
            if (seen.add(id.group(1))) {
                arrivals.accept(new Arrival(name, id.group(1), body, System.nanoTime()));
            }
            String type = call.getRequestHeaders().getFirst("Content-Type");
            byte[] answer = acknowledgement(body).getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", type == null ? "text/xml; charset=utf-8" : type);
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
        }
    }

    /// In the version of SOAP in which it was called.
    private String acknowledgement(byte[] call) {
        String envelope = ENVELOPE.formatted(
                """
                <m:meldeStatusAntwort xmlns:m="urn:florahub:statusdienst:1"><m:eingangsnummer>%d</m:eingangsnummer>\
                <m:ergebnis>ANGENOMMEN</m:ergebnis><m:anzahl>%d</m:anzahl></m:meldeStatusAntwort>\
                """.formatted(seen.size(), Delivered.azrNumbers(call).size()));
        return new String(call, StandardCharsets.UTF_8).contains(SOAP_12)
                ? envelope.replace("http://schemas.xmlsoap.org/soap/envelope/", SOAP_12)
                : envelope;
    }

    @Override
    public void close() {
        callback.stop(0);
        http.close();
    }
}
