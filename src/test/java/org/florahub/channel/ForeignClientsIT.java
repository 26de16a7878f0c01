package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The edge against clients that are not ours: npm's rhea for AMQP 1.0, npm's soap for both versions of SOAP,
/// and node's own fetch for documents.
@Tag("node")
@Timeout(300)
class ForeignClientsIT {

    private static final Path JS = Path.of("src/test/js");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    private static final HttpEdge edge = new HttpEdge();

    @BeforeAll
    static void needsNode() throws Exception {
        assumeTrue(hasNode(), "needs node 20 or later");
        assumeTrue(Files.isDirectory(JS.resolve("node_modules/rhea")), "needs: npm ci in " + JS);
    }

    @Test
    void takesAnAmqpMessageAndAnswersInTheSendersOwnQueueOnly() throws Exception {
        assertThat(node("amqp.mjs", "send", "bamf", "in.bamf", "<grüße/>")
                        .path("accepted")
                        .asBoolean())
                .isTrue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.receiver().texts().contains("<grüße/>"));
        JsonNode reply = node("amqp.mjs", "receive", "bamf", "reply.bamf");
        assertThat(reply.path("body").asString()).as(reply.toString()).isEqualTo("<yes/>");
        assertThat(reply.path("correlationId").asString()).isEqualTo("question-1");
        assertThat(reply.path("contentType").asString()).startsWith("application/xml");
        assertThat(reply.path("properties").path("florahub_result").asString()).isEqualTo("accepted");
    }

    @Test
    void deliversToAnAmqpClientWithProperties() throws Exception {
        var sender = edge.sender();
        var to = edge.adapter("abh-musterstadt");
        sender.send(to, to.out().getFirst(), List.of(org.florahub.delivery.Parcels.of(77)));
        JsonNode message = node("amqp.mjs", "receive", "abh-musterstadt", "out.abh-musterstadt");
        assertThat(message.path("body").asString()).as(message.toString()).contains("<document number=\"77\"/>");
        assertThat(message.path("contentType").asString()).isEqualTo("application/xml");
        assertThat(message.path("durable").asBoolean()).isTrue();
        assertThat(message.path("properties").path("florahub_delivery").asString())
                .isEqualTo("id-77");
        assertThat(message.path("properties").path("florahub_proof").asString()).endsWith(".proof");
    }

    @ParameterizedTest
    @CsvSource({
        "send, bamf, in.rp-add",
        "send, bamf, out.bamf",
        "send, bamf, elsewhere",
        "send, nobody, in.bamf",
        "receive, bamf, out.abh-musterstadt",
        "receive, bamf, in.bamf",
        "receive, flora-hub, in.bamf"
    })
    void refusesAForeignQueueAndAForeignUser(String action, String user, String address) throws Exception {
        JsonNode result = node("amqp.mjs", action, user, address, "<x/>");
        assertThat(result.path("refused").asString()).as(result.toString()).startsWith("amqp:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void answersASoapClientThatReadsOurDescription(String version) throws Exception {
        String id = "0b9f3c1e-0000-4000-8000-0000000000" + version.replace(".", "");
        JsonNode result = node("soap.mjs", version, "rp-add", id);
        assertThat(result.path("answer").path("ergebnis").asString())
                .as(result.toString())
                .isEqualTo("ANGENOMMEN");
        assertThat(result.path("answer").path("nachrichtId").asString()).isEqualTo(id);
        assertThat(edge.receiver().texts().getLast()).contains("Mustersüd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void givesASoapClientAFaultWithDetails(String version) throws Exception {
        edge.receiver().answerWith(edge.receiver()::rejected);
        JsonNode result = node("soap.mjs", version, "rp-add", "0b9f3c1e-0000-4000-8000-000000000003");
        assertThat(result.path("fault").toString())
                .contains(version.equals("1.1") ? "Client" : "Sender")
                .contains("meldeStatusFehler")
                .contains("S010");
    }

    @Test
    void refusesASoapClientWithForeignCredentials() throws Exception {
        JsonNode result = node("soap.mjs", "1.1", "bamf", "0b9f3c1e-0000-4000-8000-000000000004");
        assertThat(result.path("answer").isMissingNode()).as(result.toString()).isTrue();
        assertThat(result.toString()).contains("403");
    }

    @Test
    void answersADocumentThatAForeignClientPosts() throws Exception {
        JsonNode result = node("post.mjs", "xx-http", "Grüße", "8e03978e-40d5-43dd-bc93-6894a57f9324");
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(200);
        assertThat(result.path("answer").path("ergebnis").asString()).isEqualTo("angenommen");
        assertThat(edge.receiver().texts().getLast()).isEqualTo("Grüße");
        edge.receiver().answerWith(edge.receiver()::rejected);
        assertThat(node("post.mjs", "xx-http", "Grüße").path("status").asInt()).isEqualTo(422);
        assertThat(node("post.mjs", "bamf", "Grüße").path("status").asInt()).isEqualTo(403);
    }

    private static JsonNode node(String script, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(JS.toFile()).redirectErrorStream(true);
        builder.environment().putAll(edge.environment());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String last = output.lines().reduce("", (_, line) -> line);
        assertThat(last).as(output).startsWith("{");
        return JSON.readTree(last);
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
