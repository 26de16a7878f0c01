package org.florahub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.florahub.delivery.FolderSender;
import org.florahub.delivery.RealHub;
import org.florahub.event.CaseRef;
import org.florahub.intake.Receipt;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.VerifierKey;
import org.florahub.record.Erasure.Scope;
import org.florahub.record.Erasures;
import org.florahub.record.RecordedEvent;
import org.florahub.vault.KeyStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `flora fsck` and `flora monitor` on what a real hub has written, whole and with each part damaged.
@Timeout(120)
class FsckTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path whole;

    private final StringWriter out = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path place;

    @BeforeAll
    static void work() throws IOException {
        whole = Files.createDirectories(folder.resolve("hub"));
        var sender = new FolderSender(folder.resolve("out"));
        try (var hub = RealHub.open(whole, sender)) {
            sender.takeWithoutSaying("bamf", true);
            hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
            await().atMost(Duration.ofSeconds(30)).until(() -> sender.attempts() > 1);
            sender.takeWithoutSaying("bamf", false);
            hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
            hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/014-sicherheitsabgleich.xml"));
            Receipt refused = hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/bad/941-unlesbar.xml"));
            hub.intake().replay(refused.message());
            await().atMost(Duration.ofSeconds(30)).until(hub::idle);
            sender.down("bamf", true);
            hub.receive(RealHub.ADAPTERS.resolve("rp-add/samples/in/050-ankunft.xml"));
            List<RecordedEvent> events = hub.store().events().from(1, 100);
            erase(hub, Scope.EVENT, events.getLast().event().id().value());
            erase(hub, Scope.CASE, events.get(1).event().caseRef().value());
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.ledger().pending() == 0);
            assertThat(hub.store().outbox().destinations()).as("what waits").isNotEmpty();
            assertThat(fsck(whole, new StringWriter())).as("while the hub runs").isZero();
        }
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "nur fuer diesen Test\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    }

    private static void erase(RealHub hub, Scope scope, UUID subject) {
        Erasures erasures = hub.store().erasures();
        var proposal = new Erasures.Proposal(scope, subject, "a test", "operator.one");
        long no = erasures.propose(proposal, Duration.ofDays(1)).no();
        erasures.approve(no, "operator.two", List.of());
        erasures.clear();
    }

    @AfterAll
    static void theWholeOneIsAsItWas() throws IOException {
        assertThat(fsck(whole, new StringWriter())).isZero();
    }

    @Test
    void findsNothingWrongWithWhatAHubHasWrittenAndErased() throws IOException {
        assertThat(opening(copy())).as("%s", out).isZero();
        assertThat(out.toString()).startsWith("IN ORDER: no differences").doesNotContain("passphrase");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            record.db, leaf 1: found another entry than the tree holds   | UPDATE leaf SET entry = x'01' || randomblob(32) WHERE idx = 1
            record.db, leaf 2: found no entry that can be read           | DELETE FROM leaf WHERE idx = 2
            found a signed size of                                       | DELETE FROM leaf WHERE idx > 0
            record.db, leaf 4: found an entry of no known kind           | UPDATE leaf SET entry = x'07' WHERE idx = 4
            record.db, event 3: found no row                             | DELETE FROM event WHERE seq = 3
            record.db, event 1: found no entry of it in the ledger       | UPDATE event SET leaf = 999 WHERE seq = 1
            record.db, leaf 0: found several events for one entry        | UPDATE event SET leaf = 0 WHERE seq = 3
            record.db, leaf 2: found an entry of an event that is not    | UPDATE event SET leaf = 0 WHERE seq = 3
            record.db, message 1: found another number of events         | UPDATE message SET events = events + 1 WHERE no = 1
            record.db, message 1: found no row                           | DELETE FROM message WHERE no = 1
            found no message that it came in                             | UPDATE event SET message = 999 WHERE seq = 1
            found an event that is not recorded                          | UPDATE outbox SET event = 999
            record.db, destination bamf: found events that are neither   | DELETE FROM outbox
            record.db, destination bamf: found events that are neither   | DELETE FROM delivery_event
            record.db, destination bamf: found events that are neither   | UPDATE destination SET erased = erased - 1 WHERE erased > 0
            found an event that does not know of it                      | DELETE FROM delivery_event
            record.db, delivery 1: found no row                          | DELETE FROM delivery WHERE no = 1
            found a delivery that does not hold it                       | DELETE FROM delivery WHERE no = 1
            record.db, delivery 1: found an event that is not recorded   | UPDATE delivery SET events = '999' WHERE no = 1
            record.db, delivery 1: found an id that its destination      | UPDATE delivery SET sequence = 7 WHERE no = 1
            found no SHA-256 of what was sent                            | UPDATE delivery SET sha256 = x'00' WHERE no = 1
            record.db, event 1: found no key and no order to erase it    | DELETE FROM vault_event WHERE seq = 1
            found no key of the case that seals it                       | DELETE FROM vault_case
            record.db, index entry to person 999: found nothing that     | INSERT INTO vault_index VALUES (2, x'00', 999)
            found a number that nothing finds                            | DELETE FROM vault_index WHERE kind = 2
            found a file number that nothing finds                       | UPDATE vault_case SET file_number = x'00'
            found events and no state that they add up to                | DELETE FROM case_state
            record.db, state of case 999: found no case                  | INSERT INTO case_state VALUES (999, '')
            found no person whom it is about                             | DELETE FROM vault_person
            record.db, message 3: found no key of its original           | UPDATE message SET wrapped_key = NULL WHERE no = 3
            record.db, erasure 1: found no order in the ledger           | UPDATE leaf SET entry = x'00' WHERE substr(entry, 1, 1) = x'03'
            record.db, erasure 1: found no order in the ledger           | DELETE FROM erasure_order
            found an order that is not recorded                          | DELETE FROM erasure_order
            record.db, erasure 1: found other leaves erased than its     | UPDATE erasure_event SET leaf = 0 WHERE erasure = 1
            found no key and no order to erase it                        | UPDATE erasure SET approved_at = NULL
            record.db, erasure 1: found events erased by an order that   | UPDATE erasure SET approved_at = NULL
            found details that an order had destroyed                    | UPDATE event SET status = 'arrived' WHERE status = ''
            found a refusal without a reason                             | DELETE FROM message_problem
            """)
    void namesWhatWasChangedInTheRecord(String named, String damage) throws Exception {
        Path data = copy();
        sql(data, damage);

        assertThat(fsck(data, out)).isEqualTo(1);
        assertThat(out.toString()).contains(named).contains("NOT IN ORDER");
    }

    @Test
    void namesChangedAndUnreadableFieldsOfEventsAndChangedOriginals() throws Exception {
        Path data = copy();
        sql(data, "UPDATE event SET recorded_at = 1 WHERE seq = 1");
        sql(data, "UPDATE vault_event SET sealed = zeroblob(200) WHERE seq = 3");
        Path segment = data.resolve("originals/000001.seg");
        Files.write(segment, new byte[Math.toIntExact(Files.size(segment))]);
        assertThat(opening(data)).isEqualTo(1);
        assertThat(out.toString())
                .contains("record.db, event 1: found fields that are not those its leaf binds")
                .contains("record.db, event 3: found fields that its key does not open")
                .contains("originals/000001.seg, message 3: found bytes that its key does not open");

        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 40));
        assertDifference(data, "originals/000001.seg, message 3: found a file that ends early, at byte 40");
        Files.delete(segment);
        assertDifference(data, "originals/000001.seg, message 3: found no file");
    }

    @Test
    void namesDamagedTiles() throws Exception {
        Path data = copy();
        Path tile;
        try (Stream<Path> files = Files.walk(data.resolve("ledger/tile/0"))) {
            tile = files.filter(Files::isRegularFile).max(FsckTest::byWidth).orElseThrow();
        }
        flip(tile, 5 * 32);
        assertDifference(
                data, "ledger/tile/0/", "found 1 wrong hashes, the first is number 5", "delete the folder ledger/tile");
        Files.write(tile, new byte[3]);
        assertDifference(data, "found 3 bytes, expected");
        Files.delete(tile);
        assertDifference(data, "found no file, expected the tile");
    }

    @Test
    void namesCheckpointsThatTheLogNeverHad() throws Exception {
        Path data = copy();
        Path checkpoint = data.resolve("ledger/checkpoint");
        String note = Files.readString(checkpoint);
        Path kept = Files.writeString(place.resolve("kept"), note);
        assertThat(fsck(data, out, "--checkpoint", kept.toString())).isZero();
        Files.writeString(kept, note.replaceFirst("\n\\d+\n", "\n999\n"));
        assertThat(fsck(data, out, "--checkpoint", kept.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("kept: found a signed size of 999", "restored");

        Files.writeString(checkpoint, note.replaceFirst("\n\\d+\n", "\n1\n"));
        assertDifference(data, "signature of", "a root that the entries do not give");
        Files.writeString(checkpoint, "nothing");
        assertDifference(data, "ledger/checkpoint: found no checkpoint");
        Files.delete(checkpoint);
        assertDifference(data, "ledger/checkpoint: found no file");
        Files.writeString(checkpoint, note);
        Files.write(
                data.resolve("ledger/log.vkey"),
                LogKeys.generate("test.florahub.example/log").verifierKeys().stream()
                        .map(VerifierKey::toString)
                        .toList());
        assertDifference(data, "ledger/checkpoint: found what was not signed so", "signature of");
        Files.delete(data.resolve("ledger/log.vkey"));
        assertDifference(data, "ledger/log.vkey: found no file");
    }

    @Test
    void namesPagesOfTheDatabaseThatWereOverwritten() throws Exception {
        Path data = copy();
        Path file = data.resolve("record.db");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0x5a);
        Files.write(file, bytes);

        assertDifference(data, "record.db: found damaged pages");
    }

    @Test
    void leavesTheFilesOfAKilledHubAsTheyWere() throws Exception {
        Path data = Files.createDirectories(place.resolve("running"));
        Path killed;
        try (var hub = RealHub.open(data, new FolderSender(place.resolve("out")))) {
            hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> hub.idle() && hub.ledger().pending() == 0);
            killed = copy(data);
        }
        byte[] database = Files.readAllBytes(killed.resolve("record.db"));
        byte[] log = Files.readAllBytes(killed.resolve("record.db-wal"));
        assertThat(log).as("what is not yet in the database").isNotEmpty();

        assertThat(fsck(killed, out)).as("%s", out).isZero();
        assertThat(killed.resolve("record.db")).hasBinaryContent(database);
        assertThat(killed.resolve("record.db-wal")).hasBinaryContent(log);
    }

    @Test
    void saysTheSameAsJsonAndThatItDidNotCheckAFolderWithoutARecord() throws IOException {
        assertThat(fsck(copy(), out, "--json")).isZero();
        assertThat(out.toString()).contains("\"differences\" : [ ]", "\"opened\" : false");
        assertThat(run(out, "fsck", "--data", place.resolve("none").toString())).isEqualTo(2);
    }

    @Test
    void doesNotTakeTheKeyStoreOfAnotherHubForDamage() throws IOException {
        Path data = copy();
        Path keys = data.resolve("keys/keystore");
        Files.delete(keys);
        KeyStore.create(keys, "nur fuer diesen Test".toCharArray());

        assertThat(opening(data)).isEqualTo(2);
        assertThat(out.toString())
                .startsWith("flora: not checked. " + keys + ": found a key store that opens nothing of what");
    }

    @Test
    void findsNothingWrongWithMergedAndSplitCases() throws IOException {
        Path data = Files.createDirectories(place.resolve("cases"));
        try (var hub = RealHub.open(data, new FolderSender(place.resolve("out")))) {
            hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/031-antrag.xml"));
            hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/052-antrag.xml"));
            await().atMost(Duration.ofSeconds(30)).until(hub::idle);
            List<CaseRef> cases = hub.store().events().from(1, 100).stream()
                    .map(event -> event.event().caseRef())
                    .map(ref -> hub.store().cases().find(ref).orElseThrow().leads())
                    .distinct()
                    .toList();
            assertThat(cases).hasSizeGreaterThan(1);
            CaseRef part = cases.getLast();
            hub.store().cases().merge(part, cases.getFirst(), "operator");
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.ledger().pending() == 0);
            assertThat(opening(copy(data))).as("merged: %s", out).isZero();
            hub.store().cases().split(part, "operator");
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.ledger().pending() == 0);
            assertThat(opening(copy(data))).as("split: %s", out).isZero();
        }
    }

    @Test
    void monitorSaysWhatWaitsWhatIsErasedAndWhatIsLost() throws Exception {
        Path data = copy();

        assertThat(monitor(data)).isZero();
        assertThat(out.toString())
                .startsWith("COMPLETE")
                .contains("1 in quarantine, 1 replayed")
                .containsPattern("bamf +\\d+ of \\d+ delivered, \\d+ waiting \\(for .*[1-9] erased, 0 lost");
        assertThat(monitor(data, "--max-wait", "-1")).isEqualTo(3);
        assertThat(out.toString()).contains("DELAYED");
        assertThat(monitor(data, "--json", "--every", "1", "--rounds", "2")).isZero();
        assertThat(out.toString().split("\"answer\" : \"COMPLETE\"", -1)).hasSize(3);

        sql(data, "DELETE FROM outbox");
        assertThat(monitor(data)).isEqualTo(1);
        assertThat(out.toString()).contains("LOST").containsPattern("[1-9]\\d* lost");
    }

    private int opening(Path data) {
        return fsck(data, out, "--passphrase-file", folder.resolve("passphrase").toString());
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private void assertDifference(Path data, String... named) {
        assertThat(fsck(data, out)).isEqualTo(1);
        assertThat(out.toString()).contains(named);
        out.getBuffer().setLength(0);
    }

    private static int byWidth(Path one, Path other) {
        return Long.compare(one.toFile().length(), other.toFile().length());
    }

    private int monitor(Path data, String... more) {
        out.getBuffer().setLength(0);
        return run(
                out,
                Stream.concat(Stream.of("monitor", "--data", data.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static int fsck(Path data, StringWriter out, String... more) {
        return run(
                out,
                Stream.concat(Stream.of("fsck", "--data", data.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static int run(StringWriter out, String... arguments) {
        return Flora.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
    }

    private static void sql(Path data, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("record.db"));
                var change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).as("rows changed").isPositive();
        }
    }

    private Path copy() throws IOException {
        return copy(whole);
    }

    private Path copy(Path from) throws IOException {
        Path data = Files.createTempDirectory(place, "data");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            Path to = data.resolve(from.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
        Files.createDirectories(data.resolve("keys"));
        Files.copy(from.resolve("keystore"), data.resolve("keys/keystore"));
        return data;
    }
}
