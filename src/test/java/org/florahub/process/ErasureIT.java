package org.florahub.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.florahub.vault.Prepared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged hub erases one of three cases, whose documents lie unfetched in a queue, and is killed while it does.
class ErasureIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ERASURES = "/ops/erasures";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void nothingOfAnErasedCaseIsFoundInAnyFile() throws Exception {
        var letters = new Letters(Path.of("adapters"));
        try (var hub = new HubProcess(folder, Map.of("FLORA_RP_ADD_ENDPOINT", "http://127.0.0.1:9/none"))) {
            hub.start();
            for (int person = 1; person <= 3; person++) {
                assertThat(hub.callAs("rp-add", letters.arrivalBySoap(person).body())
                                .statusCode())
                        .isEqualTo(200);
            }
            await().atMost(SOON)
                    .until(() -> hub.operatorSees("/actuator/prometheus")
                            .contains("flora_delivered_total{destination=\"bamf\"} 3.0"));
            assertThat(holding(hub.data(), Letters.azr(1)))
                    .as("the queue's journal")
                    .isNotEmpty();

            String proposal = "{\"caseRef\":\"%s\",\"reason\":\"Art. 17 DSGVO\"}".formatted(firstCase(hub.data()));
            assertThat(hub.operate(HubProcess.OPERATOR, ERASURES, proposal).statusCode())
                    .isEqualTo(200);
            assertThat(hub.operate(HubProcess.OPERATOR, ERASURES + "/1/approve", "")
                            .statusCode())
                    .as("approval by the one who proposed it")
                    .isEqualTo(409);
            assertThat(hub.operate(HubProcess.SECOND_OPERATOR, ERASURES + "/1/approve", "")
                            .statusCode())
                    .isEqualTo(200);
            hub.killAndBegin();
            await().atMost(Duration.ofSeconds(90)).until(hub::isReady);
            await().atMost(SOON).until(() -> hub.operatorSees(ERASURES + "/1").contains("\"phase\":\"awaited\""));

            assertThat(holding(hub.data(), Letters.azr(1))).isEmpty();
            assertThat(holding(hub.data(), Letters.azr(2))).as("the other case").isNotEmpty();
            await().atMost(SOON).until(() -> !hub.operatorSees(ERASURES + "/1").contains("\"sentAt\":null"));
            assertThat(hub.operatorSees(ERASURES + "/1/certificate.pdf")).startsWith("%PDF");
            assertThat(hub.operate("bamf", "/erasures/1/acknowledgement", "").statusCode())
                    .isEqualTo(204);
            assertThat(hub.operatorSees(ERASURES + "/1")).contains("\"phase\":\"done\"");
            InOrder.check(hub.data(), hub.keys());
        }
    }

    private static UUID firstCase(Path data) throws Exception {
        try (var reader = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("record.db"));
                var row = reader.createStatement().executeQuery("SELECT ref FROM vault_case WHERE no = 1")) {
            row.next();
            return Prepared.uuid(row, 1);
        }
    }

    /// The files that hold a value, in any of the spellings in which it could have been left behind.
    private static List<Path> holding(Path folder, String value) throws IOException {
        List<String> spellings = Stream.concat(
                        Stream.of(UTF_8, UTF_16LE, UTF_16BE).map(charset -> bytes(value, charset)), base64(value))
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, spellings))
                    .toList();
        }
    }

    private static String bytes(String value, Charset charset) {
        return new String(value.getBytes(charset), ISO_8859_1);
    }

    /// The inner part of the value's Base64 at each of the three places where it can begin.
    private static Stream<String> base64(String value) {
        return Stream.of(0, 1, 2).map(before -> {
            byte[] padded = Arrays.copyOf(new byte[before], before + value.length());
            System.arraycopy(value.getBytes(UTF_8), 0, padded, before, value.length());
            String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
            return text.substring(before == 0 ? 0 : before + 1, text.length() - 2);
        });
    }

    private static boolean holds(Path file, List<String> spellings) {
        try {
            String text = Files.readString(file, ISO_8859_1);
            return spellings.stream().anyMatch(text::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
