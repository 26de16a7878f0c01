package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.florahub.adapter.FolderCopy;
import org.florahub.ledger.Verdict;
import org.florahub.ledger.Verify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Proofs of deliveries whose adapter has changed since, and of many.
@Timeout(120)
final class BundlesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SN = "sn-landesdirektion";
    private static final String OUT = "  out:\n    - type: file\n      transform: ";

    @TempDir
    private Path data;

    private Path adapters;
    private FolderSender sender;
    private RealHub hub;

    @BeforeEach
    void open() throws IOException {
        adapters = data.resolve("adapters");
        FolderCopy.copy(RealHub.ADAPTERS, adapters);
        reopen();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void reopen() {
        if (hub != null) {
            hub.close();
        }
        sender = new FolderSender(data.resolve("out"));
        hub = RealHub.open(data.resolve("hub"), sender, adapters);
    }

    @Test
    void provesADeliveryAsItWasMadeWhateverItsAdapterIsNow() throws IOException {
        edit(SN, "limits:", "hides: [person.familyName]\nlimits:");
        reopen();
        deliverToSn();
        Path first = sender.files(SN).getFirst();
        UUID delivery = sender.delivery(first);
        Set<String> shown = shown(hub.bundles().bundle(delivery).orElseThrow());
        assertThat(shown).contains("status").doesNotContain("person.familyName");

        edit(SN, "hides: [person.familyName]", "hides: [person.azrNumber]");
        edit(SN, OUT + "xauslaender@26.11", OUT + "statusliste-csv");
        reopen();
        Bundle later = hub.bundles().bundle(delivery).orElseThrow();
        assertThat(shown(later)).isEqualTo(shown);
        assertThat(later.parcelName()).isEqualTo(first.getFileName().toString());
        assertThat(later.proof().verify(later.parcelName(), Files.readAllBytes(first), hub.verifier()))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void putsTheAwaitedBundleUnderTheNameThatTheDeliveryHas() throws IOException {
        sender.refuseBundles(SN);
        deliverToSn();
        edit(SN, OUT + "xauslaender@26.11", OUT + "statusliste-csv");
        reopen();

        await().atMost(SOON).untilAsserted(() -> assertThat(sender.proofs(SN)).hasSameSizeAs(sender.files(SN)));
        for (Path file : sender.files(SN)) {
            assertThat(Verify.verify(file, Verify.bundleOf(file), hub.verifier()))
                    .isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void provesToOthersWhileThousandsOfEventsAwaitAProofThatCannotBePut() throws IOException {
        Files.createDirectories(adapters.resolve("xx-archiv"));
        Files.writeString(adapters.resolve("xx-archiv/adapter.yaml"), """
                adapter: xx-archiv
                name: Archiv, dessen Ordner nicht zu beschreiben ist
                authority: ane:990001
                channels:
                  out:
                    - type: file
                      transform: statusliste-csv
                receives:
                  statuses: [arrived]
                  cases: all
                """);
        reopen();
        sender.refuseBundles("xx-archiv");
        hub.receive("bb-zabh", "ankunft.csv", Lists.list(2_500, Lists::arrived));
        await().atMost(SOON).until(hub::idle);
        assertThat(sender.files("xx-archiv")).isNotEmpty();

        deliverToSn();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sender.proofs(SN)).isNotEmpty().hasSameSizeAs(sender.files(SN)));
        assertThat(sender.proofs("xx-archiv")).isEmpty();
    }

    private void deliverToSn() {
        hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/014-sicherheitsabgleich.xml"));
        await().atMost(SOON).until(hub::idle);
        await().atMost(SOON).until(() -> hub.ledger().pending() == 0);
        assertThat(sender.files(SN)).isNotEmpty();
    }

    private void edit(String adapter, String text, String by) throws IOException {
        FolderCopy.edit(adapters.resolve(adapter).resolve("adapter.yaml"), yaml -> yaml.replace(text, by));
    }

    /// The paths that a bundle shows of its first event.
    private static Set<String> shown(Bundle bundle) {
        return bundle.proof().events().getFirst().disclosure().shown().keySet();
    }
}
