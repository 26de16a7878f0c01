package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/// Calls to a real HTTP server that stands for an authority's service.
class CallbackTest {

    @TempDir
    Path data;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile Function<String, Integer> statuses = _ -> status;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String call = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            calls.add(call);
            types.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(statuses.apply(call), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void callsWithTheDeliverysIdTheProofAndTheDocument() {
        assertThat(way(false).send(List.of(Parcels.of(7)))).containsExactly(new Outcome.Delivered());
        assertThat(calls)
                .singleElement()
                .asString()
                .contains("http://schemas.xmlsoap.org/soap/envelope/")
                .contains("MessageID xmlns:a=\"http://www.w3.org/2005/08/addressing\">urn:uuid:"
                        + Parcels.of(7).id())
                .contains("<n:blatt>7</n:blatt>")
                .contains("/proofs/" + Parcels.of(7).id() + ".proof")
                .contains("<s:Body><document number=\"7\"/></s:Body>");
        assertThat(types).containsExactly("text/xml; charset=utf-8");
    }

    @Test
    void speaksSoap12WhereTheAdapterSaysSo() {
        way(true).send(List.of(Parcels.of(7)));
        assertThat(calls).singleElement().asString().contains("http://www.w3.org/2003/05/soap-envelope");
        assertThat(types).singleElement().asString().startsWith("application/soap+xml");
    }

    @Test
    void sendsTheSameBytesWhenItRepeats() {
        CallbackWay way = way(false);
        way.send(List.of(Parcels.of(7)));
        way.send(List.of(Parcels.of(7)));
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0)).isEqualTo(calls.get(1));
    }

    @ParameterizedTest
    @CsvSource({"Client, true", "Server, false"})
    void tellsTheSendersFaultFromTheReceivers(String code, boolean refused) {
        status = 500;
        answer = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:%s</faultcode>\
            <faultstring>Ali M.</faultstring><detail><code>S010</code><code>no code at all</code></detail></s:Fault></s:Body></s:Envelope>""".formatted(code);
        Outcome outcome = way(false).send(List.of(Parcels.of(1))).getFirst();
        assertThat(outcome instanceof Outcome.Refused).isEqualTo(refused);
        assertThat(outcome.toString()).doesNotContain("Ali");
        if (outcome instanceof Outcome.Refused(var problem)) {
            assertThat(problem.found()).contains("S010").doesNotContain("no code at all");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404, 500, 503})
    void triesAgainWhereNobodyRefused(int answered) {
        status = answered;
        assertThat(way(false).send(List.of(Parcels.of(1)))).singleElement().isInstanceOf(Outcome.Unreachable.class);
    }

    @Test
    void stopsAtTheFirstThatIsNotDelivered() {
        statuses = call -> call.contains("number=\"2\"") ? 422 : 202;
        List<Outcome> outcomes = way(false).send(List.of(Parcels.of(1), Parcels.of(2), Parcels.of(3)));
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.getLast()).isInstanceOf(Outcome.Refused.class);
        assertThat(calls).hasSize(2);
    }

    @Test
    void saysThatNobodyAnswers() {
        CallbackWay way = way(false);
        server.stop(0);
        assertThat(way.send(List.of(Parcels.of(1), Parcels.of(2))))
                .singleElement()
                .isInstanceOf(Outcome.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x", "ftp://localhost/x", "file:/etc/passwd", "localhost", ""})
    void refusesAnEndpointWithoutTlsOrOfAnotherKind(String endpoint) {
        assertThatThrownBy(() -> CallbackAddress.of("rp", endpoint, List.of("intranet")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesCredentialsOutOfTheAddress() {
        CallbackAddress address = CallbackAddress.of("rp", "http://user:secret@intranet:81/x", List.of("intranet"));
        assertThat(address.uri()).hasToString("http://intranet:81/x");
        assertThat(address.authorization()).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
        assertThat(address.toString()).doesNotContain("secret");
    }

    private CallbackWay way(boolean version12) {
        var edge = new EdgeProperties(data, Path.of("transforms"), "127.0.0.1", 8080, 0, null);
        var address = CallbackAddress.of(
                "rp",
                "http://127.0.0.1:%d/statusdienst".formatted(server.getAddress().getPort()),
                List.of());
        var settings =
                new SoapProperties(DataSize.ofMegabytes(1), Duration.ofSeconds(2), Duration.ofSeconds(5), List.of());
        return new CallbackWay(
                address,
                new SoapForm(version12, new ProofAddress(edge)),
                settings.connectTimeout(),
                settings.answerTimeout());
    }
}
