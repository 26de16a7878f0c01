package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.florahub.intake.IntakeUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Documents posted over real HTTP, with real credentials. The adapter `xx-http` may send 2 MB.
@Timeout(120)
class PostboxTest {

    private static final String BOX = "/in/xx-http";
    private static final String CSV = "text/csv; charset=utf-8";

    @RegisterExtension
    private static final HttpEdge edge = new HttpEdge();

    @Test
    void answersWithAReceiptInJson() throws Exception {
        HttpResponse<String> answer = post(BOX, "a document äöü");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        JsonNode receipt = JsonMapper.shared().readTree(answer.body());
        assertThat(receipt.path("nummer").asLong()).isPositive();
        assertThat(receipt.path("ergebnis").asString()).isEqualTo("angenommen");
        assertThat(receipt.path("ereignisse").path("aufgezeichnet").asLong()).isEqualTo(1);
        assertThat(edge.receiver().texts()).containsExactly("a document äöü");
        assertThat(edge.receiver().received().getFirst().transportMessageId()).isNull();
    }

    @Test
    void answersARejectionWithPlacesAndNoValues() throws Exception {
        edge.receiver().answerWith(edge.receiver()::rejected);
        HttpResponse<String> answer = post(BOX, "Musterfrau");
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode error =
                JsonMapper.shared().readTree(answer.body()).path("fehler").path(0);
        assertThat(error.path("code").asString()).isEqualTo("S010");
        assertThat(error.path("zeile").asInt()).isEqualTo(7);
        assertThat(error.path("feld").asString()).isEqualTo("/a/b");
        assertThat(error.path("hinweis").asString()).contains("Codeliste");
        assertThat(answer.body()).doesNotContain("Musterfrau");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | text",
                "text/plain, application/json;q=0.5 | text",
                "text/* | text",
                "application/json, text/plain | json",
                "*/* | json",
                "application/xml | json",
                "not a media type | json"
            })
    void answersInTextWhereTheCallerPrefersIt(String accept, String kind) throws Exception {
        edge.receiver().answerWith(edge.receiver()::rejected);
        HttpResponse<String> answer =
                edge.post(BOX, BodyPublishers.ofString("x"), "Content-Type", CSV, "Accept", accept);
        assertThat(answer.body()).startsWith(kind.equals("json") ? "{" : "Eingangsnummer");
        assertThat(answer.body()).contains("S010").contains("/a/b");
    }

    @Test
    void streamsALargeDocumentOfUnknownLength() throws Exception {
        byte[] large = "x".repeat(3 << 19).getBytes(UTF_8);
        HttpResponse<String> answer = edge.post(
                BOX, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)), "Content-Type", CSV);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(edge.receiver().texts().getFirst()).hasSize(large.length);
        awaitEmptySpool();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesADocumentThatIsTooLarge(boolean lengthIsKnown) throws Exception {
        byte[] large = new byte[(2 << 20) + 1];
        HttpResponse<String> answer = edge.post(
                BOX,
                lengthIsKnown
                        ? BodyPublishers.ofByteArray(large)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                "Content-Type",
                CSV);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains(Integer.toString(2 << 20));
        assertThat(edge.receiver().received()).isEmpty();
        awaitEmptySpool();
    }

    @Test
    void handsADocumentToNobodyThatDoesNotArriveWhole() throws Exception {
        String login = Base64.getEncoder().encodeToString(("xx-http:" + HttpEdge.PASSWORD).getBytes(UTF_8));
        try (var line = new Socket(InetAddress.getLoopbackAddress(), edge.port());
                OutputStream out = line.getOutputStream();
                InputStream in = line.getInputStream()) {
            out.write("POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Basic %s\r\nContent-Length: 100\r\n\r\nhalf a docu"
                    .formatted(BOX, login)
                    .getBytes(UTF_8));
            out.flush();
            line.shutdownOutput();
            in.readAllBytes();
        }
        post(BOX, "whole");
        assertThat(edge.receiver().texts()).containsExactly("whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8e03978e-40d5-43dd-bc93-6894a57f9324", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""})
    void takesTheIdempotencyKeyForTheMessagesId(String key) throws Exception {
        edge.post(BOX, BodyPublishers.ofString("x"), "Content-Type", CSV, "Idempotency-Key", key);
        assertThat(edge.receiver().received().getFirst().transportMessageId())
                .isEqualTo("8e03978e-40d5-43dd-bc93-6894a57f9324");
    }

    @ParameterizedTest
    @CsvSource({
        "Idempotency-Key, two words, 400",
        "Content-Encoding, gzip, 415",
        "Content-Type, multipart/form-data; boundary=x, 415"
    })
    void refusesACallThatIsNoDocument(String header, String value, int status) throws Exception {
        HttpResponse<String> answer = edge.post(BOX, BodyPublishers.ofString("x"), header, value);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(edge.receiver().received()).isEmpty();
    }

    @Test
    void asksForARepetitionWhileTheStoreIsUnavailable() throws Exception {
        edge.receiver().answerWith(_ -> {
            throw new IntakeUnavailableException(new IllegalStateException("the disk is full"));
        });
        HttpResponse<String> answer = post(BOX, "x");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("wiederholen").doesNotContain("disk");
    }

    @Test
    void asksForARepetitionWhileTheChannelsAreNotOpen() throws Exception {
        edge.camel().suspend();
        try {
            HttpResponse<String> answer = post(BOX, "x");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        } finally {
            edge.camel().resume();
        }
        assertThat(edge.receiver().received()).isEmpty();
        assertThat(post(BOX, "x").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/in/xx-http, xx-http, wrong-password-here, 401",
        "/in/xx-http, nobody, correct-horse-battery, 401",
        "/in/xx-http, rp-add, correct-horse-battery, 403",
        "/in/xx-http, operator, correct-horse-battery, 403",
        "/in/rp-add, xx-http, correct-horse-battery, 403",
        "/in/rp-add, rp-add, correct-horse-battery, 404",
        "/in/, xx-http, correct-horse-battery, 403",
        "/in/xx-http/x, xx-http, correct-horse-battery, 403"
    })
    void letsNobodyUseTheBoxOfAnother(String path, String user, String password, int status) throws Exception {
        assertThat(edge.call(path, CSV, "x", user, password).statusCode()).isEqualTo(status);
        assertThat(edge.receiver().received()).isEmpty();
    }

    @Test
    void hasNothingToRead() throws Exception {
        assertThat(edge.get(BOX, "xx-http", HttpEdge.PASSWORD).statusCode()).isEqualTo(405);
    }

    private static HttpResponse<String> post(String path, String document) throws Exception {
        return edge.post(path, BodyPublishers.ofString(document), "Content-Type", CSV);
    }

    /// The file of a large document goes after its answer has gone out.
    private void awaitEmptySpool() {
        await().untilAsserted(() -> assertThat(edge.folder("http/xx-http")).isEmptyDirectory());
    }
}
