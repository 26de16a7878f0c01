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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad days of a ledger that runs: a disk that takes nothing more, torn files, a clock that goes back, entries that are
/// equal.
class LedgerTroubleTest {

    private static final LogKeys KEYS = LogKeys.generate("example.com/log");
    private static final LogVerifier LOG = LogVerifier.of(KEYS.verifierKeys());
    private static final Ledger.Pace EAGER = new Ledger.Pace(Duration.ZERO, Duration.ofDays(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ListedLeaves leaves = new ListedLeaves();

    /// Takes so many writes and then half of one; nothing more until there is room.
    private static final class FullDisk implements Disk {

        private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);

        @Override
        public void write(Path file, byte[] content) throws IOException {
            if (room.getAndDecrement() <= 0) {
                Disk.super.write(file, Arrays.copyOf(content, content.length / 2));
                throw new IOException("No space left on device");
            }
            Disk.super.write(file, content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void signsNothingWhileTheDiskIsFullAndGoesOnWhenThereIsRoom(int writes) throws Exception {
        var disk = new FullDisk();
        try (var ledger = open(disk, Clock.systemUTC())) {
            Checkpoint before = grow(ledger, 250);
            disk.room.set(writes);
            leaves.add(300); // five files: a full tile, two partial ones, the checkpoint of it, the tile above
            ledger.signal();
            soon(() -> ledger.trouble() != null || ledger.size() == 550);

            if (ledger.trouble() != null) {
                assertThat(ledger.trouble()).contains("No space left on device");
                assertThat(ledger.latest()).isSameAs(before);
                ledger.prove(249).verify(NaiveTree.entry(249), before.root());
            }
            assertThat(Checkpoint.parse(Files.readString(folder.resolve("checkpoint")))
                            .size())
                    .isEqualTo(ledger.size());

            disk.room.set(Integer.MAX_VALUE);
            soon(() -> ledger.size() == 550 && ledger.trouble() == null);
            assertThat(ledger.latest().root()).isEqualTo(leaves.root());
            ledger.consistency(before, ledger.latest())
                    .verify(before.root(), ledger.latest().root());
        }
        provesAll();
    }

    @Test
    void aLogThatCannotBeBegunOnAFullDiskIsBegunLater() throws Exception {
        var disk = new FullDisk();
        for (int writes = 0; writes < 2; writes++) {
            disk.room.set(writes);
            assertThatThrownBy(() -> open(disk, Clock.systemUTC())).isInstanceOf(IOException.class);
        }
        disk.room.set(Integer.MAX_VALUE);
        try (var ledger = open(disk, Clock.systemUTC())) {
            grow(ledger, 3);
        }
        provesAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/001.p/3", "tile/1/000.p/1"})
    void writesATornTileAgainWhereverItWasTorn(String tile) throws Exception {
        try (var ledger = open(Disk.REAL, Clock.systemUTC())) {
            grow(ledger, 259);
        }
        byte[] whole = Files.readAllBytes(folder.resolve(tile));
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.resolve(tile), Arrays.copyOf(whole, length));
            open(Disk.REAL, Clock.systemUTC()).close();
            assertThat(folder.resolve(tile)).hasBinaryContent(whole);
        }
        for (int more : new int[] {1, 31, 32, 8192}) {
            Files.write(folder.resolve(tile), Arrays.copyOf(whole, whole.length + more));
            provesAll();
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] wrong = whole.clone();
            wrong[at] ^= 1;
            Files.write(folder.resolve(tile), wrong);
            open(Disk.REAL, Clock.systemUTC()).close();
            assertThat(folder.resolve(tile)).hasBinaryContent(whole);
        }
    }

    @Test
    void anExportedBundleThatWasTornBeforeItsCheckpointIsWrittenAgain() throws Exception {
        Path copy = folder.resolve("copy");
        try (var ledger = open(Disk.REAL, Clock.systemUTC())) {
            grow(ledger, 259);
            LogSource source = path -> path.equals("checkpoint")
                    ? Files.readAllBytes(folder.resolve(path))
                    : ledger.files().read(path).orElseThrow();
            Path bundle = copy.resolve("tile/entries/001.p/3");
            new LogCopy(copy, LOG).update(source);
            byte[] whole = Files.readAllBytes(bundle);
            for (int length = 0; length < whole.length; length++) {
                Files.delete(copy.resolve("checkpoint"));
                Files.write(bundle, Arrays.copyOf(whole, length));
                new LogCopy(copy, LOG).update(source);
                assertThat(bundle).hasBinaryContent(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016-11-23T10:00:00Z", "1970-01-01T00:00:00Z", "1969-07-20T20:17:40Z"})
    void goesOnWhenTheClockGoesBack(String back) throws Exception {
        var now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        Checkpoint before;
        try (var ledger = open(Disk.REAL, clock)) {
            before = grow(ledger, 3);
            now.set(Instant.parse(back));
            Checkpoint after = grow(ledger, 3);

            assertThat(LOG.verify(after)).isBetween(Instant.ofEpochSecond(1), Instant.parse("2016-11-23T10:00:00Z"));
            ledger.consistency(before, after).verify(before.root(), after.root());
        }
        try (var ledger = open(Disk.REAL, clock)) {
            assertThat(LOG.verify(grow(ledger, 1))).isNotNull();
        }
    }

    @Test
    void anEntryThatStandsThereTwiceIsProvenAtBothPlacesAndNowhereElse() throws Exception {
        byte[] twice = {1, 2, 3};
        leaves.add(twice).add(4).add(twice);
        try (var ledger = open(Disk.REAL, Clock.systemUTC(), new ListedLeaves())) {
            assertThat(ledger.size()).isZero();
        }
        try (var ledger = open(Disk.REAL, Clock.systemUTC())) {
            soon(() -> ledger.size() == 6);
            Hash root = ledger.latest().root();
            ledger.prove(0).verify(twice, root);
            ledger.prove(5).verify(twice, root);
            assertThatThrownBy(() -> ledger.prove(1).verify(twice, root)).isInstanceOf(InvalidProofException.class);
        }
    }

    private void provesAll() throws Exception {
        try (var ledger = open(Disk.REAL, Clock.systemUTC())) {
            soon(() -> ledger.pending() == 0);
            assertThat(ledger.latest().root()).isEqualTo(leaves.root());
            for (long index = 0; index < ledger.size(); index++) {
                ledger.prove(index)
                        .verify(NaiveTree.entry(index), ledger.latest().root());
            }
        }
    }

    private Checkpoint grow(Ledger ledger, int entries) {
        long size = leaves.add(entries).size();
        ledger.signal();
        soon(() -> ledger.size() == size);
        return ledger.latest();
    }

    private Ledger open(Disk disk, Clock clock) throws IOException, LedgerMismatchException {
        return open(disk, clock, leaves);
    }

    private Ledger open(Disk disk, Clock clock, LeafStore store) throws IOException, LedgerMismatchException {
        return Ledger.open(new LedgerFolder(folder, disk), KEYS, store, clock, EAGER);
    }

    private static void soon(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(condition);
    }
}
