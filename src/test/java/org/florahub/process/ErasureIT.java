package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.florahub.ledger.VerifyRequest;
import org.florahub.vault.Prepared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The packaged hub erases one of two cases that came and went over files, queues and HTTP, and is killed at three
/// moments while it does: in no file of it, nor in its log or in what it has exported, anything of that case is found.
class ErasureIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String ERASURES = "/ops/erasures";

    private static final Applicant ERASED = new Applicant(
            "Zirbelkühn", "Ottokarine", LocalDate.of(1931, 7, 29), Letters.azr(1), "B 7654321", "9911111-47");
    private static final Applicant OTHER = new Applicant(
            "Wacholdermüß", "Eulalius", LocalDate.of(1937, 5, 23), Letters.azr(2), "B 7654329", "9922222-47");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void nothingOfAnErasedCaseIsFoundInAnyFile() throws Exception {
        Path fetched = Files.createDirectories(folder.resolve("fetched")); // by recipients: out of the hub's reach
        try (var partners = new ErasurePartners(folder.resolve("own"), fetched);
                var hub = partners.hub()) {
            hub.start();
            exchange(hub, partners);
            assertThat(values(new Traces(ERASED.values()).in(folder.resolve("own"))))
                    .as("in clear, where nobody has fetched it yet")
                    .containsAll(valuesOf(ERASED, "UTF-8"))
                    .contains(ERASED.familyName() + " in ISO-8859-1", ERASED.birthDate() + " in UTF-8");
            export(hub);

            erase(hub);

            await().atMost(SOON).until(() -> hub.operatorSees(ERASURES + "/1").contains("\"phase\":\"awaited\""));
            await().atMost(SOON).until(() -> !hub.operatorSees(ERASURES + "/1").contains("\"sentAt\":null"));
            nothingIsFound();
            certify(hub);
            verify(hub, fetched);
            acknowledge(hub, partners);
            InOrder.check(hub.data(), hub.keys());
            hub.stop();
            nothingIsFound();
            InOrder.check(hub.data(), hub.keys());
        }
    }

    private void nothingIsFound() throws IOException {
        assertThat(new Traces(ERASED.values()).in(folder.resolve("own"))).isEmpty();
        assertThat(new Traces(OTHER.values()).in(folder.resolve("own")))
                .as("the other case, whose documents nobody has fetched either")
                .isNotEmpty();
    }

    /// First a list with both, which all recipients fetch; then each of the two alone, which they do not.
    private static void exchange(HubProcess hub, ErasurePartners partners) throws Exception {
        partners.drop(hub, "bb-zabh", "tagesliste.csv", Applicant.checked(List.of(ERASED, OTHER)));
        partners.settle(hub);
        partners.fetchAll(hub);
        for (Applicant each : List.of(ERASED, OTHER)) {
            partners.drop(hub, "sn-landesdirektion", "ankunft.xml", each.arrived());
            partners.settle(hub);
            partners.send(hub, "bamf", each.fileOpened());
            partners.settle(hub);
            HttpResponse<String> answer = partners.post(hub, "rp-add", each.registered());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            partners.drop(hub, "sn-landesdirektion", "zustellung.xml", each.withAnUnknownCode());
            partners.send(hub, "bamf", each.brokenOff());
            partners.settle(hub);
        }
        assertThat(hub.operatorSees("/ops/quarantine")).contains("zustellung.xml");
        partners.copyAll(hub);
    }

    /// Killed while the approval is under way, right after it, and while the hub that makes it good starts.
    private static void erase(HubProcess hub) throws Exception {
        String proposal = "{\"caseRef\":\"%s\",\"reason\":\"Art. 17 DSGVO\"}".formatted(firstCase(hub.data()));
        assertThat(hub.operate(HubProcess.OPERATOR, ERASURES, proposal).statusCode())
                .isEqualTo(200);
        assertThat(hub.operate(HubProcess.OPERATOR, ERASURES + "/1/approve", "").statusCode())
                .as("approval by the one who proposed it")
                .isEqualTo(409);
        Thread approval = Thread.ofVirtual().start(() -> approve(hub));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(15));
        hub.killAndBegin();
        approval.join();
        await().atMost(SOON).until(hub::isReady);
        if (hub.operatorSees(ERASURES + "/1").contains("\"phase\":\"proposed\"")) {
            assertThat(approve(hub)).isEqualTo(200);
        }
        hub.killAndBegin();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2_500)); // it is starting
        hub.killAndBegin();
        await().atMost(SOON).until(hub::isReady);
    }

    private static int approve(HubProcess hub) {
        try {
            return hub.operate(HubProcess.SECOND_OPERATOR, ERASURES + "/1/approve", "")
                    .statusCode();
        } catch (IOException _) {
            return 0; // killed before it could answer
        }
    }

    /// What an operator gives to others: a copy of the log.
    private void export(HubProcess hub) throws Exception {
        var command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("hub.jar"),
                        "log",
                        "export",
                        folder.resolve("own/export").toString(),
                        "--data",
                        hub.data().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(command.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as(output).isZero();
    }

    private void certify(HubProcess hub) throws IOException {
        String certificate = hub.operatorSees(ERASURES + "/1/certificate.json");
        assertThat(certificate).contains("\"approvedBy\" : \"operator.second\"");
        Files.writeString(folder.resolve("own/1.json"), certificate);
        int number = 0;
        for (JsonNode order : JsonMapper.shared().readTree(hub.operatorSees(ERASURES + "/1/orders"))) {
            Files.writeString(folder.resolve("own/1-%d.order".formatted(++number)), order.asString());
        }
        assertThat(hub.operatorSees(ERASURES + "/1/certificate.pdf")).startsWith("%PDF");
        nothingIsFound();
    }

    /// What recipients kept is ERASED where it held the case and VALID everywhere else.
    private void verify(HubProcess hub, Path fetched) throws IOException {
        var out = new StringWriter();
        new VerifyRequest(
                        List.of(fetched.resolve("sn-landesdirektion"), fetched.resolve("bb-zabh")),
                        null,
                        List.of(hub.data().resolve("ledger/log.vkey").toString()),
                        List.of(folder.resolve("own/1-1.order")),
                        null,
                        true)
                .answer(new PrintWriter(out), new PrintWriter(out));
        var verdicts = new ArrayList<String>();
        for (JsonNode file : JsonMapper.shared().readTree(out.toString()).get("files")) {
            String text = Files.readString(
                    Path.of(file.get("file").asString()), java.nio.charset.StandardCharsets.ISO_8859_1);
            String expected = text.contains(ERASED.azr()) ? "ERASED" : "VALID";
            assertThat(file.get("verdict").asString()).as(file.toString()).isEqualTo(expected);
            verdicts.add(expected);
        }
        assertThat(verdicts).contains("ERASED", "VALID");
    }

    /// Each recipient over its own channel and in its own form; who was not told, or says it of another, is refused.
    private static void acknowledge(HubProcess hub, ErasurePartners partners) throws IOException {
        String xml = "<?xml version=\"1.0\"?><l:loeschbestaetigung"
                + " xmlns:l=\"urn:florahub:loeschmitteilung:1\" nummer=\"%d\"/>";
        assertThat(partners.post(hub, "rp-add", bytes(xml.formatted(2))).statusCode())
                .as("of an erasure that is none")
                .isEqualTo(422);
        assertThat(acknowledged(hub)).isEmpty();

        partners.drop(hub, "sn-landesdirektion", "bestaetigung.xml", bytes(xml.formatted(1)));
        partners.drop(hub, "bb-zabh", "bestaetigung.csv", bytes("loeschbestaetigung;1\r\n"));
        partners.send(hub, "bamf", bytes(xml.formatted(1)));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(acknowledged(hub)).containsExactly("bamf", "bb-zabh", "sn-landesdirektion"));
        assertThat(hub.operatorSees(ERASURES + "/1")).contains("\"phase\":\"awaited\"");
        HttpResponse<String> called = hub.callAs("rp-add", xml.formatted(1));
        assertThat(called.statusCode()).as(called.body()).isEqualTo(200);
        assertThat(hub.operatorSees(ERASURES + "/1")).contains("\"phase\":\"done\"");
        assertThat(partners.post(hub, "rp-add", bytes(xml.formatted(1))).statusCode())
                .as("said again")
                .isEqualTo(200);
        assertThat(hub.operate("bamf", "/erasures/1/acknowledgement", "").statusCode())
                .as("said again without a message")
                .isEqualTo(204);
        assertThat(hub.operate("bamf", "/erasures/2/acknowledgement", "").statusCode())
                .isEqualTo(404);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static List<String> acknowledged(HubProcess hub) throws IOException {
        var by = new ArrayList<String>();
        JsonNode erasure =
                JsonMapper.shared().readTree(hub.operatorSees(ERASURES + "/1")).path("erasure");
        for (JsonNode notice : erasure.path("notices")) {
            if (!notice.path("acknowledgedAt").isNull()) {
                by.add(notice.path("destination").asString());
            }
        }
        return by;
    }

    private static List<String> valuesOf(Applicant applicant, String charset) {
        return List.of(
                applicant.familyName() + " in " + charset,
                applicant.givenName() + " in " + charset,
                applicant.azr() + " in " + charset,
                applicant.arrival() + " in " + charset,
                applicant.file() + " in " + charset);
    }

    private static List<String> values(Set<String> traces) {
        return traces.stream()
                .map(trace -> trace.substring(trace.indexOf(": ") + 2))
                .toList();
    }

    private static UUID firstCase(Path data) throws Exception {
        try (var reader = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("record.db"));
                var row = reader.createStatement().executeQuery("SELECT ref FROM vault_case WHERE no = 1")) {
            row.next();
            return Prepared.uuid(row, 1);
        }
    }
}
