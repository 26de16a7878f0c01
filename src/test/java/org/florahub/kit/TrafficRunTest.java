package org.florahub.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.florahub.delivery.FolderSender;
import org.florahub.delivery.RealHub;
import org.florahub.vault.KeyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a change of a folder would have changed for traffic that a running hub has recorded.
class TrafficRunTest {

    private static final Path LIST = RealHub.ADAPTERS.resolve("bb-zabh/samples/in/030-tagesliste.csv");

    @TempDir
    private Path home = Path.of("");

    private RealHub hub;
    private Workbench workbench;

    @BeforeEach
    void recordAListAndDeliverIt() throws IOException {
        hub = RealHub.open(Files.createDirectory(home.resolve("data")), new FolderSender(home.resolve("out")));
        hub.receive(LIST);
        await().atMost(Duration.ofSeconds(30)).until(hub::idle);
        copy(RealHub.ADAPTERS);
        copy(RealHub.TRANSFORMS);
        workbench = new Workbench(home.resolve("adapters"), home.resolve("transforms"), _ -> null);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void findsNoDifferenceWhileNothingIsChanged() throws IOException {
        TrafficDiff diff = compare("bb-zabh");

        assertThat(diff.messages()).isEqualTo(1);
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.same()).isTrue();
    }

    @Test
    void writesWhatAnAuthorityWasSentAgainByteForByte() throws IOException {
        TrafficDiff.Documents documents = compare("bamf").documents();

        assertThat(documents.compared()).isPositive();
        assertThat(documents.different()).isZero();
        assertThat(documents.unwritable()).isZero();
    }

    @Test
    void saysWhichFieldsWouldHaveBeenOthersAndWhoWasTold() throws IOException {
        Path codes = home.resolve("transforms/statusliste-csv/status.codes");
        String text = Files.readString(codes);
        Files.writeString(
                codes,
                text.replace("ANK;arrived", "ANK;#")
                        .replace("REG;registered", "REG;arrived")
                        .replace("ANK;#", "ANK;registered"));

        TrafficDiff diff = compare("bb-zabh");

        assertThat(diff.changes()).isNotEmpty().allMatch(change -> change.kind().equals("changed"));
        assertThat(diff.fields()).containsOnlyKeys("status");
        assertThat(diff.receivers()).containsKey("bamf");
        assertThat(diff.receivers()
                        .getOrDefault("bamf", TrafficDiff.Receiver.NONE)
                        .changed())
                .isPositive();
    }

    @Test
    void saysThatAMessageWouldNoLongerBeTakenAndShowsNoValue() throws IOException {
        Path list = home.resolve("transforms/statusliste-csv/statusliste.csv");
        Files.writeString(list, Files.readString(list).replace("dd.MM.yyyy", "yyyyMMdd"));

        TrafficDiff diff = compare("bb-zabh");

        assertThat(diff.changes()).extracting(TrafficDiff.Change::kind).contains("refused", "lost");
        assertThat(diff.kinds()).containsEntry("refused", 1L).containsKey("lost");
        assertThat(diff.toString()).doesNotContain("Probe", "950009000021", "9900002");
    }

    @Test
    void countsWhatRecordedDocumentsCover() throws IOException {
        try (Traffic traffic = traffic(Instant.EPOCH)) {
            Coverage coverage = CoverageRun.ofTraffic(workbench, "bb-zabh", traffic);
            assertThat(coverage.formats()).hasSize(1);
            assertThat(coverage.formats().getFirst().documents()).isEqualTo(1);
        }
    }

    @Test
    void leavesOutWhatIsOlder() throws IOException {
        try (Traffic traffic = traffic(Instant.now().plusSeconds(60))) {
            assertThat(TrafficRun.compare(workbench, "bb-zabh", traffic, _ -> {})
                            .messages())
                    .isZero();
        }
    }

    private TrafficDiff compare(String adapter) throws IOException {
        try (Traffic traffic = traffic(Instant.EPOCH)) {
            return TrafficRun.compare(workbench, adapter, traffic, _ -> {});
        }
    }

    private Traffic traffic(Instant since) {
        Path data = home.resolve("data");
        KeyStore keys = KeyStore.open(data.resolve("keystore"), "nur fuer diesen Test".toCharArray());
        return Traffic.open(data, keys, since);
    }

    private void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path target = home.resolve(file.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
