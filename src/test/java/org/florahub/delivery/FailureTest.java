package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.ledger.Verdict;
import org.florahub.ledger.Verify;
import org.florahub.record.Parked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Destinations that fail, refuse or forget, and a hub that stops in between.
@Timeout(120)
final class FailureTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private FolderSender sender;
    private RealHub hub;

    @BeforeEach
    void open() {
        sender = new FolderSender(data.resolve("out"));
        hub = RealHub.open(data.resolve("hub"), sender);
    }

    @AfterEach
    void close() {
        hub.close();
        assertThat(sender.broken())
                .as("delivered again under the same name with other bytes")
                .isEmpty();
    }

    @Test
    void parksOnlyTheCaseThatIsRefused() {
        sender.refuse("bamf", Lists.azr(3));

        hub.receive("bb-zabh", "ankunft.csv", Lists.list(10, Lists::arrived));
        hub.receive("bb-zabh", "registrierung.csv", Lists.list(10, i -> Lists.row(Lists.azr(i), "REG", "M")));
        await().atMost(SOON).until(hub::idle);

        assertThat(delivered("bamf"))
                .hasSize(18)
                .noneMatch(statement -> azr(statement).equals(Lists.azr(3)));
        List<Parked> parked = hub.store().outbox().parked();
        assertThat(parked).hasSize(1);
        assertThat(parked.getFirst().waiting()).isEqualTo(2);
        assertThat(parked.getFirst().problem().found()).isEqualTo("a refusal");
    }

    @Test
    void goesOnInOrderWithACaseThatIsLetGo() {
        sender.refuse("bamf", Lists.azr(3));
        hub.receive("bb-zabh", "ankunft.csv", Lists.list(Lists.arrived(3)));
        hub.receive("bb-zabh", "registrierung.csv", Lists.list(Lists.row(Lists.azr(3), "REG", "M")));
        await().atMost(SOON).until(() -> !hub.store().outbox().parked().isEmpty());
        Parked parked = hub.store().outbox().parked().getFirst();

        sender.acceptAll("bamf");
        hub.store().outbox().unpark("bamf", parked.caseRef());
        hub.dispatcher().signal("bamf");
        await().atMost(SOON).until(() -> delivered("bamf").size() == 2);

        assertThat(delivered("bamf"))
                .extracting(statement -> statement.get(Field.STATUS))
                .containsExactly("arrived", "registered");
    }

    @Test
    void deliversToOthersWhileOneIsDead() {
        sender.down("bamf", true);

        hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/014-sicherheitsabgleich.xml"));
        await().atMost(SOON).until(() -> !sender.files("sn-landesdirektion").isEmpty());
        assertThat(sender.files("bamf")).isEmpty();

        sender.down("bamf", false);
        await().atMost(SOON).until(hub::idle);
        assertThat(delivered("bamf")).hasSize(3);
    }

    @Test
    void letsADocumentThatAlwaysFailsHoldUpItsOwnCaseOnly() {
        sender.failFor("bamf", Lists.azr(3));

        hub.receive("bb-zabh", "ankunft.csv", Lists.list(10, Lists::arrived));

        await().atMost(SOON).untilAsserted(() -> assertThat(delivered("bamf")).hasSize(9));
        assertThat(hub.idle()).isFalse();
        assertThat(hub.store().outbox().parked()).isEmpty();
    }

    @Test
    void repeatsTheSameBytesUnderTheSameNameAfterACrash() throws IOException {
        sender.takeWithoutSaying("bamf", true);
        hub.receive("bb-zabh", "ankunft.csv", Lists.list(300, Lists::arrived));
        await().atMost(SOON).until(() -> !sender.files("bamf").isEmpty());
        hub.close();
        Map<String, byte[]> before = contents("bamf");

        FolderSender again = new FolderSender(data.resolve("out"));
        sender = again;
        hub = RealHub.open(data.resolve("hub"), again);
        await().atMost(SOON).until(hub::idle);

        assertThat(contents("bamf")).containsAllEntriesOf(before);
        assertThat(delivered("bamf")).hasSize(300);
    }

    @Test
    void repeatsAListOfManyEventsUnregroupedAfterACrash() {
        hub.receive(RealHub.ADAPTERS.resolve("bb-zabh/samples/in/030-tagesliste.csv"));
        await().atMost(SOON).until(hub::idle);
        sender.takeWithoutSaying("bb-zabh", true);
        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/031-antrag.xml"));
        await().atMost(SOON).until(() -> !sender.files("bb-zabh").isEmpty());
        hub.close();
        List<Path> before = sender.files("bb-zabh");

        sender = new FolderSender(data.resolve("out"));
        hub = RealHub.open(data.resolve("hub"), sender);
        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/033-ladung.xml"));
        await().atMost(SOON).until(hub::idle);

        assertThat(sender.files("bb-zabh")).containsAll(before);
        assertThat(delivered("bb-zabh")).doesNotHaveDuplicates();
    }

    @Test
    void putsBundlesBesideDeliveriesOfBeforeARestart() throws IOException {
        sender.refuseBundles("sn-landesdirektion");
        hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/014-sicherheitsabgleich.xml"));
        await().atMost(SOON).until(hub::idle);
        hub.close();
        assertThat(sender.files("sn-landesdirektion")).isNotEmpty();
        assertThat(sender.proofs("sn-landesdirektion")).isEmpty();

        sender = new FolderSender(data.resolve("out"));
        hub = RealHub.open(data.resolve("hub"), sender);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sender.proofs("sn-landesdirektion"))
                        .hasSameSizeAs(sender.files("sn-landesdirektion")));
        for (Path file : sender.files("sn-landesdirektion")) {
            assertThat(Verify.verify(file, Verify.bundleOf(file), hub.verifier()))
                    .isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void provesToOthersWhileOneTakesNoBundle() {
        var end = new CountDownLatch(1);
        sender.hangAtBundles("bamf", end);
        hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/014-sicherheitsabgleich.xml"));
        await().atMost(SOON).until(hub::idle);
        await().atMost(SOON).until(() -> !sender.files("bamf").isEmpty());
        try {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sender.proofs("sn-landesdirektion"))
                            .isNotEmpty()
                            .hasSameSizeAs(sender.files("sn-landesdirektion")));
        } finally {
            end.countDown();
        }
    }

    private List<Statement> delivered(String adapter) {
        return sender.files(adapter).stream()
                .flatMap(file -> hub.read(adapter, file).stream())
                .toList();
    }

    private static String azr(Statement statement) {
        return statement.require(Field.PERSON_AZR_NUMBER);
    }

    private Map<String, byte[]> contents(String adapter) {
        return sender.files(adapter).stream()
                .collect(Collectors.toMap(file -> file.getFileName().toString(), FailureTest::bytes));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
