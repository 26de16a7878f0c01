package org.florahub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The SOAP partner against a real HTTP server in the hub's place.
@Timeout(60)
class SoapPartnerTest {

    private final AtomicReference<String> request = new AtomicReference<>("");
    private final AtomicReference<String> login = new AtomicReference<>("");
    private HttpServer hub;
    private SoapPartner partner;
    private volatile int status = 200;
    private volatile String response =
            "<a:meldeStatusAntwort xmlns:a='s'><a:anzahl>2</a:anzahl></a:meldeStatusAntwort>";

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        hub.createContext("/services/rp-add", call -> {
            request.set(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            login.set(call.getRequestHeaders().getFirst("Authorization"));
            byte[] body = response.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        hub.start();
        partner = new SoapPartner("rp-add");
        partner.connect(hub.getAddress().getPort(), "secret");
    }

    @AfterEach
    void stop() {
        partner.close();
        hub.stop(0);
    }

    @Test
    void putsTheMessageIntoAnEnvelopeWithoutItsDeclaration() throws Exception {
        Reply reply = partner.send(letter("<?xml version=\"1.0\"?>\n<m:meldeStatus/>"));

        assertThat(reply).isEqualTo(new Reply(Reply.Verdict.TAKEN, List.of(), 2));
        assertThat(request.get()).contains("Body>\n<m:meldeStatus/></").doesNotContain("<?xml");
        assertThat(login.get()).isEqualTo("Basic cnAtYWRkOnNlY3JldA==");
    }

    @Test
    void readsTheReasonsOfAFault() throws Exception {
        status = 500;
        response = "<Envelope><Body><Fault><detail><fehler><code>X001</code><zeile>4</zeile><feld>datum</feld>"
                + "<hinweis>x</hinweis></fehler></detail></Fault></Body></Envelope>";

        assertThat(partner.send(letter("<m:meldeStatus/>")))
                .isEqualTo(new Reply(Reply.Verdict.REJECTED, List.of("X001 line 4 datum"), 0));
    }

    @Test
    void saysWhenItIsNotLetIn() {
        status = 401;

        assertThatThrownBy(() -> partner.send(letter("<m:meldeStatus/>")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP 401");
    }

    @Test
    void answersARepeatedCallLikeTheFirstAndCountsItOnce() throws Exception {
        var arrivals = new CopyOnWriteArrayList<Arrival>();
        partner.receive(arrivals::add);

        for (String id : List.of("urn:uuid:1", "urn:uuid:1", "urn:uuid:2")) {
            assertThat(call("<h><wsa:MessageID xmlns:wsa='w'>%s</wsa:MessageID></h>".formatted(id)))
                    .isEqualTo(200);
        }

        assertThat(arrivals).extracting(Arrival::id).containsExactly("urn:uuid:1", "urn:uuid:2");
    }

    @Test
    void refusesACallWithoutAMessageId() throws Exception {
        assertThat(call("<h/>")).isEqualTo(400);
    }

    private int call(String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(partner.callback())
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Letter letter(String body) {
        return new Letter("a.xml", body.getBytes(StandardCharsets.UTF_8));
    }
}
