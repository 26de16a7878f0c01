package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCopyTest {

    private static final LogKeys KEYS = LogKeys.generate("example.com/log");
    private static final LogVerifier LOG = LogVerifier.of(KEYS.verifierKeys());
    private static final Ledger.Pace EAGER = new Ledger.Pace(Duration.ZERO, Duration.ofDays(1));

    @TempDir
    private Path folder = Path.of("");

    private final ListedLeaves leaves = new ListedLeaves();

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    @BeforeEach
    void begin() {
        ledger = begun(folder.resolve("log"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void everyTileThatAReaderMayAskForIsServedAndNothingElse() {
        grow(256 * 3 + 44);
        LogFiles files = ledger.files();

        for (int width = 1; width <= 44; width++) {
            assertThat(files.read("tile/0/003.p/" + width).orElseThrow())
                    .isEqualTo(Tile.bytes(hashes(768, width), width));
            assertThat(EntryBundle.entries(
                            files.read("tile/entries/003.p/" + width).orElseThrow(), width))
                    .last()
                    .isEqualTo(NaiveTree.entry(768 + width - 1));
        }
        assertThat(files.read("tile/0/002").orElseThrow()).isEqualTo(Tile.bytes(hashes(512, 256), 256));
        assertThat(files.read("tile/0/002.p/7").orElseThrow()).hasSize(7 * 32);
        assertThat(files.read("tile/1/000.p/3").orElseThrow())
                .hasSize(3 * 32)
                .startsWith(leaves.rootOf(256).bytes());
        for (String absent : new String[] {
            "tile/0/003",
            "tile/0/003.p/45",
            "tile/0/003.p/0",
            "tile/0/003.p/256",
            "tile/0/003.p/07",
            "tile/0/004",
            "tile/1/000",
            "tile/1/000.p/4",
            "tile/2/000.p/1",
            "tile/8/000",
            "tile/00/000",
            "tile/-1/000",
            "tile/0/3",
            "tile/0/x000/003",
            "tile/0/000/",
            "tile/0//000",
            "tile/entries/004",
            "tile/entries/003",
            "tile/0/x999/x999/x999/x999/999",
            "tile/entries/x999/x999/x999/x999/x999/999",
            "tile/0/../0/000",
            "tile/../checkpoint",
            "../log.vkey",
            "/etc/passwd",
            "checkpoint",
            "tile/0/000.unfinished",
            "tile/0/000\n",
            ""
        }) {
            assertThat(files.read(absent)).as(absent).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void aCopyThatIsUpdatedAsTheLogGrowsHoldsItWholeAndProvesTheSame(long seed) throws Exception {
        var random = new Random(seed);
        var copy = new LogCopy(folder.resolve("copy"), LOG);
        for (int round = 0; round < 8; round++) {
            grow(1 + random.nextInt(600));
            Checkpoint copied = copy.update(source());

            assertThat(copied.note()).isEqualTo(ledger.latest().note());
            var nodes = new TileFolder(folder.resolve("copy")).nodes(copied.size());
            assertThat(nodes.root(copied.size())).isEqualTo(leaves.root());
        }
        assertThat(files("copy")).containsAll(files("log"));
        copyOfTheCopyIsTheSame();
    }

    /// A copy is a log as good as the first: static files are enough to copy it from.
    private void copyOfTheCopyIsTheSame() throws Exception {
        Path copy = folder.resolve("copy");
        new LogCopy(folder.resolve("second"), LOG).update(path -> Files.readAllBytes(copy.resolve(path)));

        for (String file : files("second")) {
            assertThat(folder.resolve("second").resolve(file)).as(file).hasSameBinaryContentAs(copy.resolve(file));
        }
        assertThat(new LogCopy(folder.resolve("second"), LOG).size()).isEqualTo(leaves.size());
    }

    @Test
    void aLogThatGrowsMeanwhileIsCopiedAsItWas() throws Exception {
        grow(300);
        String note = ledger.latest().note();
        grow(300);

        new LogCopy(folder.resolve("copy"), LOG)
                .update(path ->
                        path.equals("checkpoint") ? note.getBytes(StandardCharsets.UTF_8) : onlyFullBundles(path));

        assertThat(folder.resolve("copy/tile/entries/001.p/44")).exists();
        assertThat(new TileFolder(folder.resolve("copy")).nodes(300).root(300)).isEqualTo(leaves.rootOf(300));
    }

    private byte[] onlyFullBundles(String path) throws IOException {
        if (path.endsWith("001.p/44")) {
            throw new NoSuchFileException(path);
        }
        return source().read(path);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void anUpdateThatBreaksOffAnywhereIsFinishedByTheNextOne(int reads) throws Exception {
        var copy = new LogCopy(folder.resolve("copy"), LOG);
        grow(300);
        copy.update(source());
        grow(1_000);
        int[] left = {reads};

        assertThatThrownBy(() -> copy.update(path -> {
                    if (left[0]-- == 0) {
                        throw new IOException("cut");
                    }
                    return source().read(path);
                }))
                .hasMessage("cut");

        assertThat(copy.size()).isEqualTo(300);
        copy.update(source());
        assertThat(copy.size()).isEqualTo(1_300);
        copyOfTheCopyIsTheSame();
    }

    @Test
    void aSourceThatServesOtherEntriesThanSignedIsRefusedAndTheCopyStays() throws Exception {
        var copy = new LogCopy(folder.resolve("copy"), LOG);
        grow(300);
        copy.update(source());
        grow(1_000);
        String before = Files.readString(folder.resolve("copy/checkpoint"));

        for (String changed : new String[] {"tile/entries/001", "tile/entries/004", "tile/entries/005.p/20"}) {
            assertThatThrownBy(() -> copy.update(path -> {
                        byte[] bytes = source().read(path);
                        bytes[path.equals(changed) ? 5 : 0] ^= (byte) (path.equals(changed) ? 1 : 0);
                        return bytes;
                    }))
                    .as(changed)
                    .isInstanceOf(InvalidProofException.class);
            assertThat(folder.resolve("copy/checkpoint")).hasContent(before);
        }
        copy.update(source());
        assertThat(copy.size()).isEqualTo(1_300);
    }

    @Test
    void aLogThatDoesNotContinueTheCopyIsRefused() throws Exception {
        var copy = new LogCopy(folder.resolve("copy"), LOG);
        grow(300);
        copy.update(source());
        Path other = Files.createDirectory(folder.resolve("other"));
        var others = new ListedLeaves();
        others.add(new byte[] {7}).add(299);

        for (int size : new int[] {299, 300, 400}) {
            others.add((int) (size - Math.min(size, others.size())));
            Checkpoint forked =
                    KEYS.sign(size, others.rootOf(size), Clock.systemUTC().instant());
            Files.writeString(other.resolve("checkpoint"), forked.note());
            assertThatThrownBy(() -> copy.update(path -> path.equals("checkpoint")
                            ? Files.readAllBytes(other.resolve(path))
                            : bundleOf(others, path)))
                    .as("%d leaves", size)
                    .isInstanceOf(InvalidProofException.class);
        }
        assertThat(copy.size()).isEqualTo(300);
    }

    private static byte[] bundleOf(ListedLeaves leaves, String path) throws IOException {
        TilePath bundle = TilePath.parse(path).orElseThrow(() -> new NoSuchFileException(path));
        var entries = new java.util.ArrayList<byte[]>();
        leaves.entries(bundle.index() * 256, bundle.index() * 256 + bundle.width(), (_, entry) -> entries.add(entry));
        return EntryBundle.bytes(entries);
    }

    @Test
    void aLogOfOtherKeysIsRefusedAndNothingIsWritten() throws Exception {
        grow(3);
        var others = LogVerifier.of(LogKeys.generate("example.com/log").verifierKeys());

        assertThatThrownBy(() -> new LogCopy(folder.resolve("copy"), others).update(source()))
                .isInstanceOf(InvalidProofException.class);
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    private LogSource source() {
        return path -> path.equals("checkpoint")
                ? ledger.latest().note().getBytes(StandardCharsets.UTF_8)
                : ledger.files().read(path).orElseThrow(() -> new NoSuchFileException(path));
    }

    private Hash[] hashes(int from, int count) {
        return Stream.iterate(from, index -> index + 1)
                .limit(count)
                .map(index -> TreeHash.leaf(NaiveTree.entry(index)))
                .toArray(Hash[]::new);
    }

    private void grow(int count) {
        long size = leaves.add(count).size();
        ledger.signal();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> ledger.latest().size() == size);
    }

    /// Files of the log or copy, partial tiles that full ones follow left out.
    private Set<String> files(String name) throws IOException {
        Path root = folder.resolve(name);
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> found = new HashSet<>();
            files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .map(Path::toString)
                    .forEach(found::add);
            long size = ledger.latest().size();
            found.removeIf(file -> file.contains(".p/") && !isLast(file, size));
            return found;
        }
    }

    private static boolean isLast(String file, long size) {
        TilePath path = TilePath.parse(file).orElseThrow();
        return TilePath.holding(path.level(), path.index() * Tile.WIDTH, size).equals(path);
    }

    private Ledger begun(Path where) {
        try {
            return Ledger.open(where, KEYS, leaves, Clock.systemUTC(), EAGER);
        } catch (IOException | LedgerMismatchException e) {
            throw new IllegalStateException(e);
        }
    }
}
