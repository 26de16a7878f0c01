package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LogKeys LOG = LogKeys.generate("example.com/log");
    private static final WitnessKeys KEYS = WitnessKeys.generate("witness.example/w1");
    private static final List<byte[]> ENTRIES = NaiveTree.entries(40);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Witness witness;

    @BeforeEach
    void open() throws IOException {
        witness = Witness.open(folder, KEYS, LOG.verifierKeys(), CLOCK);
    }

    @Test
    void cosignsWithBothKeysWhatContinuesTheLog() throws IOException {
        for (int[] step : new int[][] {{0, 0}, {0, 7}, {7, 7}, {7, 8}, {8, 40}}) {
            Checkpoint checkpoint = checkpoint(step[1]);
            var cosigned = (WitnessAnswer.Cosigned) ask(step[0], proof(step[0], step[1]), checkpoint);

            Checkpoint read = Checkpoint.parse(checkpoint.note() + cosigned.lines());
            var lines = read.signatures().subList(2, read.signatures().size());
            assertThat(lines).hasSize(2);
            for (int i = 0; i < 2; i++) {
                VerifierKey key = KEYS.verifierKeys().get(i);
                assertThat(key.wrote(lines.get(i))).isTrue();
                assertThat(key.verify(read, lines.get(i).signature())).isEqualTo(NOW);
            }
            assertThat(witness.last("example.com/log"))
                    .hasValueSatisfying(
                            last -> assertThat(last.sameTree(checkpoint)).isTrue());
        }
    }

    @Test
    void doesNotKnowOtherLogs() throws IOException {
        LogKeys other = LogKeys.generate("example.com/other");

        assertThat(ask(0, List.of(), other.sign(0, TreeHash.EMPTY, NOW)).status())
                .isEqualTo(404);
    }

    @Test
    void refusesWhatTheKeysOfTheLogDidNotSign() throws IOException {
        LogKeys others = LogKeys.generate("example.com/log");
        assertThat(ask(0, List.of(), others.sign(3, root(3), NOW)).status()).isEqualTo(403);

        Checkpoint good = checkpoint(3);
        var swapped = new Checkpoint("example.com/log", 4, root(4), good.signatures());
        assertThat(ask(0, List.of(), swapped).status()).isEqualTo(403);
        assertThat(witness.last("example.com/log")).isEmpty();
    }

    @Test
    void answersInTheOrderOfTheSpecification() throws IOException {
        LogKeys others = LogKeys.generate("example.com/log");
        assertThat(ask(9, List.of(), others.sign(3, root(3), NOW)).status())
                .as("signature before sizes")
                .isEqualTo(403);
        assertThat(ask(9, List.of(), checkpoint(3)).status())
                .as("old above new before the stored size")
                .isEqualTo(400);
        assertThat(ask(2, List.of(root(1)), checkpoint(3)))
                .as("stored size before the proof")
                .isEqualTo(new WitnessAnswer.Conflict(0));
    }

    @Test
    void tellsTheSizeItHoldsWhereTheLogBelievesInAnother() throws IOException {
        ask(0, List.of(), checkpoint(7));

        assertThat(ask(0, List.of(), checkpoint(8))).isEqualTo(new WitnessAnswer.Conflict(7));
        assertThat(ask(6, proof(6, 8), checkpoint(8))).isEqualTo(new WitnessAnswer.Conflict(7));
        assertThat(ask(3, proof(3, 6), checkpoint(6))).isEqualTo(new WitnessAnswer.Conflict(7));
    }

    @Test
    void refusesEveryTreeThatDoesNotContinueTheOneBefore() throws IOException {
        assertThat(ask(0, List.of(), signed(0, root(1))).status()).isEqualTo(422);
        assertThat(ask(0, List.of(root(1)), checkpoint(7)).status()).isEqualTo(422);
        ask(0, List.of(), checkpoint(7));

        assertThat(ask(7, List.of(), signed(7, root(8))).status()).isEqualTo(422);
        assertThat(ask(7, List.of(root(1)), checkpoint(7)).status()).isEqualTo(422);
        assertThat(ask(7, List.of(), checkpoint(8)).status()).isEqualTo(422);
        List<Hash> turned = new ArrayList<>(proof(7, 21));
        Collections.reverse(turned);
        assertThat(ask(7, turned, checkpoint(21)).status()).isEqualTo(422);
        assertThat(ask(7, proof(7, 21), signed(21, root(20))).status()).isEqualTo(422);
        assertThat(ask(7, proof(7, 21), checkpoint(21)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 0\n",
                "old 00\n\n%s",
                "old -1\n\n%s",
                "new 0\n\n%s",
                "old 0\nAAAA\n\n%s",
                "old 0\r\n\n%s"
            })
    void refusesBodiesInAnyOtherForm(String body) throws IOException {
        assertThat(witness.addCheckpoint(body.formatted(checkpoint(3).note())).status())
                .isEqualTo(400);
    }

    @Test
    void refusesMoreThan63Hashes() throws IOException {
        List<Hash> path = Collections.nCopies(64, root(1));

        assertThat(ask(0, path, checkpoint(3)).status()).isEqualTo(400);
        assertThat(ask(0, path.subList(1, 64), checkpoint(3)).status()).isEqualTo(422);
    }

    @Test
    void remembersWhatItCosignedOverARestart() throws IOException {
        ask(0, List.of(), checkpoint(7));
        Files.writeString(folder.resolve(Witness.fileName("example.com/log") + ".unfinished"), "killed while writing");
        open();

        assertThat(ask(0, List.of(), checkpoint(3))).isEqualTo(new WitnessAnswer.Conflict(7));
        assertThat(ask(7, List.of(), signed(7, root(8))).status()).isEqualTo(422);
        assertThat(ask(7, proof(7, 9), checkpoint(9)).status()).isEqualTo(200);
    }

    @Test
    void refusesToStartOnACheckpointThatItsLogDidNotSign() throws IOException {
        ask(0, List.of(), checkpoint(7));
        Path file = folder.resolve(Witness.fileName("example.com/log"));
        Files.writeString(file, Files.readString(file).replace("\n7\n", "\n6\n"));

        assertThatThrownBy(this::open).isInstanceOf(InvalidProofException.class);
    }

    @Test
    void cosignsNothingThatItCannotKeep() throws IOException {
        Files.createDirectories(folder.resolve(Witness.fileName("example.com/log") + ".unfinished"));

        assertThatThrownBy(() -> ask(0, List.of(), checkpoint(7))).isInstanceOf(IOException.class);
        assertThat(witness.last("example.com/log")).isEmpty();
    }

    @Test
    void cosignsNothingWhileItsClockStandsBefore1970() throws IOException {
        witness = Witness.open(folder, KEYS, LOG.verifierKeys(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        assertThatThrownBy(() -> ask(0, List.of(), checkpoint(7))).isInstanceOf(IllegalStateException.class);
        assertThat(witness.last("example.com/log")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverCosignsTwoHistoriesWhateverComesAtOnce(long seed) throws Exception {
        var random = new Random(seed);
        var cosigned = new ConcurrentHashMap<Long, Hash>();
        List<Callable<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            int old = random.nextInt(6);
            int size = old + random.nextInt(6);
            boolean forked = random.nextInt(3) == 0;
            Checkpoint checkpoint = forked ? signed(size, root(size + 1)) : checkpoint(size);
            List<Hash> proof = forked && old == 0 ? List.of() : proof(old, size);
            requests.add(() -> {
                if (ask(old, proof, checkpoint) instanceof WitnessAnswer.Cosigned answer) {
                    Checkpoint at = answer.checkpoint();
                    Hash before = cosigned.putIfAbsent(at.size(), at.root());
                    assertThat(before == null || before.equals(at.root())).isTrue();
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Void> done : threads.invokeAll(requests)) {
                done.get();
            }
        }
        long last = witness.last("example.com/log").orElseThrow().size();
        assertThat(cosigned.keySet()).allMatch(size -> size <= last).contains(last);
        assertThat(Map.of(last, witness.last("example.com/log").orElseThrow().root()))
                .isEqualTo(Map.of(last, cosigned.get(last)));
    }

    private WitnessAnswer ask(long old, List<Hash> proof, Checkpoint checkpoint) throws IOException {
        var request = new AddCheckpoint(old, proof, checkpoint);
        return witness.addCheckpoint(request.render());
    }

    private static Checkpoint checkpoint(int size) {
        return signed(size, root(size));
    }

    private static Checkpoint signed(int size, Hash root) {
        return LOG.sign(size, root, NOW);
    }

    private static Hash root(int size) {
        return NaiveTree.root(ENTRIES.subList(0, size));
    }

    private static List<Hash> proof(int old, int size) {
        return old == 0 ? List.of() : NaiveTree.proof(old, ENTRIES.subList(0, size));
    }
}
