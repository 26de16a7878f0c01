package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.florahub.ledger.TracedDisk.Action;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

/// The ledger goes down after every single action on its files, and within every write, and goes on: what was shown to
/// anybody stays true, and no committed entry is missing.
class EveryCrashTest {

    private static final LogKeys KEYS = LogKeys.generate("example.com/log");
    private static final LogVerifier LOG = LogVerifier.of(KEYS.verifierKeys());
    private static final Ledger.Pace EAGER = new Ledger.Pace(Duration.ZERO, Duration.ofDays(1));

    /// Crosses the ends of tiles on two levels: 256 entries fill the first, its hash begins one on the next level.
    private static final int[] GROWTH = {1, 254, 1, 2, 255};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final TracedDisk disk = new TracedDisk();
    private final ListedLeaves all = new ListedLeaves();
    private int crashes;

    @BeforeEach
    void growThroughManyCheckpoints() throws Exception {
        Path log = Files.createDirectory(folder.resolve("log"));
        try (var ledger = Ledger.open(new LedgerFolder(log, disk), KEYS, all, Clock.systemUTC(), EAGER)) {
            disk.note(new Action.Published(ledger.latest()));
            ledger.onCheckpoint(checkpoint -> disk.note(new Action.Published(checkpoint)));
            for (int more : GROWTH) {
                long size = all.add(more).size();
                disk.note(new Action.Committed((int) size));
                ledger.signal();
                soon(() -> disk.trace().getLast() instanceof Action.Published(Checkpoint last) && last.size() == size);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromTheMomentBetweenAnyTwoActions(Crashed.Way way) throws Exception {
        List<Action> trace = disk.trace();
        for (int happened = 0; happened <= trace.size(); happened++) {
            goesOn(trace.subList(0, happened), way);
        }
        assertThat(crashes).isGreaterThan(80);
    }

    @Test
    void goesOnFromTheMiddleOfAnyWrite() throws Exception {
        List<Action> trace = disk.trace();
        for (int happened = 0; happened < trace.size(); happened++) {
            if (trace.get(happened) instanceof Action.Write(Path path, byte[] content)) {
                for (int written : new int[] {0, 1, content.length / 2, content.length - 1}) {
                    var torn = new ArrayList<>(trace.subList(0, happened));
                    torn.add(new Action.Write(path, Arrays.copyOf(content, written)));
                    goesOn(torn, Crashed.Way.KILLED);
                }
            }
        }
        assertThat(crashes).isGreaterThan(50);
    }

    private void goesOn(List<Action> happened, Crashed.Way way) throws Exception {
        Path after = folder.resolve("after");
        var crashed = new Crashed(folder.resolve("log"));
        happened.forEach(crashed::happened);
        crashed.layOut(after, way, new Random(happened.size()));
        ListedLeaves committed = new ListedLeaves()
                .add(happened.stream()
                        .mapToInt(action -> action instanceof Action.Committed(int entries) ? entries : 0)
                        .max()
                        .orElse(0));
        String moment = "%s after %d actions".formatted(way, happened.size());
        try (var ledger = Ledger.open(after, KEYS, committed, Clock.systemUTC(), EAGER)) {
            soon(() -> ledger.pending() == 0);
            Checkpoint now = ledger.latest();
            LOG.verify(now);
            assertThat(now.root()).as(moment).isEqualTo(committed.root());
            for (long index = 0; index < now.size(); index++) {
                ledger.prove(index).verify(NaiveTree.entry(index), now.root());
            }
            for (Action action : happened) {
                if (action instanceof Action.Published(Checkpoint before)) {
                    ledger.consistency(before, now).verify(before.root(), now.root());
                }
            }
            assertThat(ledger.trouble()).as(moment).isNull();
        } catch (LedgerMismatchException e) {
            throw new AssertionError(moment, e);
        }
        FileSystemUtils.deleteRecursively(after);
        crashes++;
    }

    private static void soon(java.util.concurrent.Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(condition);
    }
}
