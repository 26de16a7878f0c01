package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class LedgerTest {

    private static final LogKeys KEYS = LogKeys.generate("example.com/log");
    private static final LogVerifier LOG = LogVerifier.of(KEYS.verifierKeys());
    private static final Ledger.Pace EAGER = new Ledger.Pace(Duration.ZERO, Duration.ofDays(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ListedLeaves leaves = new ListedLeaves();

    @Test
    void beginsWithASignedCheckpointOfTheEmptyLog() throws Exception {
        try (var ledger = open()) {
            assertThat(ledger.latest().size()).isZero();
            assertThat(ledger.latest().root()).isEqualTo(Hash.ofContent(new byte[0]));
            LOG.verify(ledger.latest());
            assertThat(ledger.audit()).isZero();
            assertThatThrownBy(() -> ledger.prove(0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Files.readString(folder.resolve("log.vkey")).lines())
                .isEqualTo(
                        KEYS.verifierKeys().stream().map(VerifierKey::toString).toList());
    }

    @Test
    void givesALoneEntryItsCheckpointAtOnceAndTheNextOnesLater() throws Exception {
        var pace = new Ledger.Pace(Duration.ofDays(1), Duration.ofDays(2));
        try (var ledger = Ledger.open(folder, KEYS, leaves, Clock.systemUTC(), pace)) {
            grow(ledger, 1);
            leaves.add(1);
            ledger.signal();

            assertThat(ledger.latest().size()).isEqualTo(1);
            assertThat(ledger.pending()).isEqualTo(1);
            assertThat(ledger.checkpoints()).isEqualTo(1);
        }
    }

    @Test
    void signsAnUnchangedLogAgainFromTimeToTime() throws Exception {
        var pace = new Ledger.Pace(Duration.ofMillis(1), Duration.ofMillis(2));
        try (var ledger = Ledger.open(folder, KEYS, leaves, Clock.systemUTC(), pace)) {
            soon().until(() -> ledger.checkpoints() > 2);
            assertThat(ledger.latest().size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void provesEveryEntryAgainstEveryCheckpointAndThatEachContinuesTheOneBefore(long seed) throws Exception {
        var random = new Random(seed);
        List<Checkpoint> seen = new CopyOnWriteArrayList<>();
        try (var ledger = open()) {
            ledger.onCheckpoint(seen::add);
            for (int round = 0; round < 12; round++) {
                grow(ledger, 1 + random.nextInt(120));
                assertThat(ledger.latest().root()).isEqualTo(leaves.root());
            }
            soon().until(() -> seen.contains(ledger.latest()));
            for (Checkpoint checkpoint : seen) {
                LOG.verify(checkpoint);
                ledger.consistency(checkpoint, ledger.latest())
                        .verify(checkpoint.root(), ledger.latest().root());
                for (long index = 0; index < checkpoint.size(); index += 1 + random.nextInt(20)) {
                    ledger.prove(index, checkpoint).verify(NaiveTree.entry(index), checkpoint.root());
                }
            }
        }
    }

    @Test
    void provesEachOfTwoEqualEntriesAtItsOwnPlaceOnly() throws Exception {
        byte[] entry =
                Commitment.entry(new byte[Commitment.EVENT_KEY_BYTES], new TreeMap<>(Map.of("status", "arrived")));
        try (var ledger = open()) {
            grow(ledger, 5);
            leaves.add(entry).add(2).add(entry);
            Checkpoint latest = grow(ledger, 3);

            assertThat(latest.size()).isEqualTo(12);
            assertThat(latest.root()).isEqualTo(leaves.root());
            assertThat(ledger.audit()).isEqualTo(12);
            InclusionProof first = ledger.prove(5, latest);
            InclusionProof second = ledger.prove(8, latest);
            first.verify(entry, latest.root());
            second.verify(entry, latest.root());
            assertThat(first).isNotEqualTo(second);
            assertThatThrownBy(() -> ledger.prove(6, latest).verify(entry, latest.root()))
                    .isInstanceOf(InvalidProofException.class);
        }
    }

    @Test
    void goesOnAfterARestartWhereItStopped() throws Exception {
        Checkpoint before;
        try (var ledger = open()) {
            before = grow(ledger, 700);
        }
        leaves.add(3);

        try (var ledger = open()) {
            soon().until(() -> ledger.latest().size() == 703);
            assertThat(ledger.latest().root()).isEqualTo(leaves.root());
            ledger.consistency(before, ledger.latest())
                    .verify(before.root(), ledger.latest().root());
            assertThat(ledger.audit()).isEqualTo(703);
        }
    }

    @Test
    void storesTilesAsTheirSpecificationAsks() throws Exception {
        leaves.add(256 * 256 + 256 + 3);
        begin();
        try (var ledger = open()) {
            soon().until(() -> ledger.pending() == 0);
        }

        assertThat(files())
                .contains("tile/0/000", "tile/0/255", "tile/0/256", "tile/0/257.p/3", "tile/1/000", "tile/1/001.p/1")
                .contains("tile/2/000.p/1", "checkpoint", "log.vkey")
                .hasSize(257 + 1 + 1 + 1 + 1 + 2);
        assertThat(folder.resolve("tile/0/000")).hasSize(8192);
        Hash[] hashes = leaves.hashes(256);
        assertThat(Files.readAllBytes(folder.resolve("tile/0/000"))).isEqualTo(Tile.bytes(hashes, 256));
        assertThat(Hash.at(Files.readAllBytes(folder.resolve("tile/1/000")), 0)).isEqualTo(leaves.rootOf(256));
        assertThat(new TilePath(3, 1_234_067, 256)).hasToString("tile/3/x001/x234/067");
        assertThat(new TilePath(0, 1_000, 7)).hasToString("tile/0/x001/000.p/7");
    }

    @Test
    void deletesPartialTilesOnceTheyAreFull() throws Exception {
        try (var ledger = open()) {
            grow(ledger, 200);
            Checkpoint partial = grow(ledger, 55);
            assertThat(files()).contains("tile/0/000.p/200", "tile/0/000.p/255");
            grow(ledger, 1);

            assertThat(files()).contains("tile/0/000").noneMatch(file -> file.startsWith("tile/0/000.p"));
            ledger.prove(254, partial).verify(NaiveTree.entry(254), partial.root());
        }
        try (var ledger = open()) {
            Checkpoint partial = KEYS.sign(255, leaves.rootOf(255), Instant.now());
            ledger.prove(0, partial).verify(NaiveTree.entry(0), partial.root());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "damaged", "cut", "empty"})
    void writesTilesAgainThatWereLostBecauseTheEntriesGiveTheSignedRoot(String how) throws Exception {
        try (var ledger = open()) {
            grow(ledger, 300);
        }
        for (String tile : List.of("tile/0/001.p/44", "tile/1/000.p/1")) {
            damage(folder.resolve(tile), how);
            try (var ledger = open()) {
                assertThat(ledger.latest().root()).isEqualTo(leaves.root());
                ledger.prove(299).verify(NaiveTree.entry(299), leaves.root());
            }
        }
    }

    @Test
    void givesNoFalseProofFromADamagedTileAndWritesItAgainWhenToldTo() throws Exception {
        begin(1000);
        damage(folder.resolve("tile/0/000"), "damaged");
        try (var ledger = open()) {
            assertThatThrownBy(() -> ledger.prove(3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("delete the folder ledger/tile");
        }
        FileSystemUtils.deleteRecursively(folder.resolve("tile"));

        try (var ledger = open()) {
            ledger.prove(3).verify(NaiveTree.entry(3), leaves.root());
        }
    }

    @Test
    void isNotConfusedByWhatACrashLeavesBehind() throws Exception {
        Checkpoint before;
        try (var ledger = open()) {
            before = grow(ledger, 300);
        }
        Files.write(folder.resolve("checkpoint.unfinished"), new byte[] {1});
        Files.write(folder.resolve("tile/0/001.unfinished"), new byte[] {1});
        Files.write(folder.resolve("tile/0/001"), new byte[8192]); // written for a checkpoint that was never signed
        Files.createDirectories(folder.resolve("tile/0/002.p"));
        Files.write(folder.resolve("tile/0/002.p/9"), new byte[9 * 32]);

        try (var ledger = open()) {
            assertThat(ledger.latest().note()).isEqualTo(before.note());
            grow(ledger, 221);
            assertThat(ledger.latest().root()).isEqualTo(leaves.root());
            for (long index = 0; index < 521; index++) {
                ledger.prove(index).verify(NaiveTree.entry(index), leaves.root());
            }
        }
    }

    @Test
    void refusesADatabaseThatIsOlderThanTheCheckpoint() throws Exception {
        begin(300);
        leaves.shrinkTo(299);

        refusesToOpen(KEYS, "299 stored entries", "at least the 300", "backup");
    }

    @ParameterizedTest
    @ValueSource(ints = {44, 299})
    void refusesADatabaseWhoseLastEntriesAreOthers(int changed) throws Exception {
        begin(300);
        leaves.change(changed);

        refusesToOpen(KEYS, "do not give its root", "Entries were changed");
    }

    @Test
    void findsAnOldEntryThatWasChangedByAnAuditAndWheneverTilesAreWrittenAgain() throws Exception {
        begin(1000);
        leaves.change(3);
        try (var ledger = open()) {
            assertThatThrownBy(ledger::audit)
                    .isInstanceOf(LedgerMismatchException.class)
                    .hasMessageContaining("1000 entries of the last signed checkpoint");
        }
        Files.delete(folder.resolve("tile/1/000.p/3"));

        refusesToOpen(KEYS, "do not give its root");
    }

    @Test
    void refusesToSignUnderOtherKeys() throws Exception {
        begin(3);

        refusesToOpen(LogKeys.generate("example.com/log"), "did not sign", "key store");
        refusesToOpen(LogKeys.generate("example.com/other"), "another log", "flora.ledger.origin");
    }

    @Test
    void refusesADamagedCheckpoint() throws Exception {
        begin(3);
        Path checkpoint = folder.resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replaceFirst("\n3\n", "\n2\n"));

        refusesToOpen(KEYS, "did not sign");
    }

    @Test
    void refusesEntriesWithoutTheirCheckpoint() throws Exception {
        begin(3);
        Files.delete(folder.resolve("checkpoint"));

        refusesToOpen(KEYS, "no " + folder.resolve("checkpoint"), "Restore");
    }

    @Test
    void signsNothingWhileTheStoreFailsAndGoesOnAfterwards() throws Exception {
        try (var ledger = open()) {
            grow(ledger, 10);
            leaves.fail(true);
            leaves.add(10);
            ledger.signal();
            soon().until(() -> ledger.trouble() != null);
            assertThat(ledger.trouble()).contains("the store does not answer");
            assertThat(ledger.size()).isEqualTo(10);

            leaves.fail(false);
            soon().until(() -> ledger.size() == 20 && ledger.trouble() == null);
            assertThat(ledger.latest().root()).isEqualTo(leaves.root());
        }
    }

    @Test
    void signsNothingOverAStoreThatShrank() throws Exception {
        try (var ledger = open()) {
            Checkpoint before = grow(ledger, 10);
            leaves.shrinkTo(9);
            ledger.signal();
            soon().until(() -> ledger.trouble() != null);

            assertThat(ledger.trouble()).contains("holds 9 entries and held 10");
            assertThat(ledger.latest()).isSameAs(before);
        }
    }

    @Test
    void aListenerThatFailsHarmsNobodyElse() throws Exception {
        List<Checkpoint> seen = new CopyOnWriteArrayList<>();
        try (var ledger = open()) {
            ledger.onCheckpoint(_ -> {
                throw new IllegalStateException("listener");
            });
            ledger.onCheckpoint(seen::add);
            grow(ledger, 1);
            soon().until(() -> seen.size() == 1);
            assertThat(ledger.trouble()).isNull();
        }
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private Ledger open() throws IOException, LedgerMismatchException {
        return Ledger.open(folder, KEYS, leaves, Clock.systemUTC(), EAGER);
    }

    private void begin() throws IOException, LedgerMismatchException {
        open(new ListedLeaves()).close();
    }

    private Ledger open(LeafStore store) throws IOException, LedgerMismatchException {
        return Ledger.open(folder, KEYS, store, Clock.systemUTC(), EAGER);
    }

    private void begin(int entries) throws IOException, LedgerMismatchException {
        try (var ledger = open()) {
            grow(ledger, entries);
        }
    }

    private Checkpoint grow(Ledger ledger, int entries) {
        long size = leaves.add(entries).size();
        ledger.signal();
        soon().until(() -> ledger.latest().size() == size);
        return ledger.latest();
    }

    private void refusesToOpen(LogKeys keys, String... told) {
        assertThatThrownBy(() -> Ledger.open(folder, keys, leaves, Clock.systemUTC()))
                .isInstanceOf(LedgerMismatchException.class)
                .message()
                .contains(told);
    }

    private static void damage(Path tile, String how) throws IOException {
        byte[] hashes = Files.readAllBytes(tile);
        switch (how) {
            case "missing" -> Files.delete(tile);
            case "damaged" -> {
                hashes[5] ^= 1;
                Files.write(tile, hashes);
            }
            case "cut" -> Files.write(tile, java.util.Arrays.copyOf(hashes, hashes.length - 1));
            default -> Files.write(tile, new byte[0]);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> Objects.requireNonNull(folder.relativize(file)).toString())
                    .toList();
        }
    }
}
