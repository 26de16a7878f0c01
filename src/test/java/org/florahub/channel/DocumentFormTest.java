package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents posted to a real HTTP server that stands for an authority's. What status means what is in
/// [CallbackTest].
@Timeout(60)
class DocumentFormTest {

    @TempDir
    Path data;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile boolean silent;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            headers.add(exchange.getRequestHeaders());
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length + (silent ? 1 : 0));
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (silent) {
                awaitTheEnd();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        silence.countDown();
        server.stop(0);
    }

    @Test
    void postsTheDocumentWithTheDeliverysIdAndItsProof() {
        assertThat(way("", null).send(List.of(Parcels.of(7)))).containsExactly(new Outcome.Delivered());
        assertThat(bodies).containsExactly(new String(Parcels.of(7).body(), UTF_8));
        Headers call = headers.getFirst();
        assertThat(call.getFirst("Content-Type")).isEqualTo("application/xml");
        assertThat(call.getFirst("Idempotency-Key"))
                .isEqualTo(Parcels.of(7).id().toString());
        assertThat(call.getFirst("Florahub-Name")).isEqualTo(Parcels.of(7).name());
        assertThat(call.getFirst("Florahub-Leaves")).isEqualTo("7");
        assertThat(call.getFirst("Florahub-Proof"))
                .endsWith("/proofs/" + Parcels.of(7).id() + ".proof");
        assertThat(call.getFirst("Authorization")).isNull();
    }

    @Test
    void repeatsTheSameCall() {
        CallbackWay way = way("", null);
        way.send(List.of(Parcels.of(7)));
        way.send(List.of(Parcels.of(7)));
        assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
        assertThat(headers.get(0).getFirst("Idempotency-Key"))
                .isEqualTo(headers.get(1).getFirst("Idempotency-Key"));
    }

    @Test
    void logsInWithATokenOrWithAUser() {
        way("", "the-token").send(List.of(Parcels.of(1)));
        way("user:secret@", null).send(List.of(Parcels.of(2)));
        assertThat(headers.get(0).getFirst("Authorization")).isEqualTo("Bearer the-token");
        assertThat(headers.get(1).getFirst("Authorization")).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
        assertThatThrownBy(() -> way("user:secret@", "the-token"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContainingAny("secret", "the-token");
    }

    @Test
    void tellsTheOperatorTheCodesOfARefusalAndNothingElseOfIt() {
        status = 422;
        answer = """
                {"ergebnis": "abgewiesen", "fehler": [{"code": "S010", "hinweis": "Ali M."}, {"code": "no code at all"}]}""";
        assertThat(way("", null).send(List.of(Parcels.of(1))).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problem().found())
                                .contains("422")
                                .contains("S010")
                                .doesNotContain("Ali")
                                .doesNotContain("no code"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 409, 429, 500, 503})
    void triesAgainWhereNobodyRefused(int answered) {
        status = answered;
        assertThat(way("", null).send(List.of(Parcels.of(1)))).singleElement().isInstanceOf(Outcome.Unreachable.class);
    }

    @Test
    void doesNotWaitForAnAnswerThatNeverEnds() {
        answer = "{";
        silent = true;
        assertThat(way("", null).send(List.of(Parcels.of(1))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Unreachable.class,
                        away -> assertThat(away.reason()).contains("no answer within"));
    }

    @Test
    void readsNoMoreOfAnAnswerThanItNeeds() {
        answer = "x".repeat(5 << 20);
        assertThat(way("", null).send(List.of(Parcels.of(1)))).containsExactly(new Outcome.Delivered());
    }

    private CallbackWay way(String login, @Nullable String token) {
        var edge = new EdgeProperties(data, Path.of("transforms"), "127.0.0.1", 8080, 0, null);
        String endpoint = "http://%s127.0.0.1:%d/eingang"
                .formatted(login, server.getAddress().getPort());
        CallbackAddress address = CallbackAddress.of("xx", endpoint, List.of()).withToken(token);
        return new CallbackWay(
                address, new DocumentForm(new ProofAddress(edge)), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    private void awaitTheEnd() {
        try {
            silence.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
