package org.florahub.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.ledger.Commitment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    @TempDir
    Path folder;

    private Hub hub;

    @BeforeEach
    void open() {
        hub = new Hub(folder, (event, personal, state) -> List.of("abh", "bamf"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void reopen() {
        hub.close();
        open();
    }

    @Test
    void recordsAnEventWithEverythingThatWasSaid() {
        Statement said = Hub.arrived(1)
                .set(Field.CASE_BAMF_FILE_NUMBER, "9000001-1")
                .set(Field.PERSON_BIRTH_DATE, "1990-01-01")
                .set(Field.OCCURRED_TIME, "14:05")
                .build();

        Recorded recorded = hub.message("reception", "m1", "<arrived/>", said);

        assertThat(recorded.disposition()).isEqualTo(Disposition.ACCEPTED);
        assertThat(recorded.events()).isEqualTo(1);
        RecordedEvent event = hub.store.events().from(1, 10).getFirst();
        assertThat(event.seq()).isEqualTo(recorded.firstEvent());
        assertThat(event.leaf()).isEqualTo(recorded.firstLeaf());
        assertThat(event.statement()).isEqualTo(said);
        assertThat(event.event().statement().has(Field.PERSON_AZR_NUMBER)).isFalse();
        assertThat(event.event().regime()).isEqualTo(Regime.UNKNOWN);
        assertThat(event.event().adapter()).isEqualTo("reception@00000001");
        assertThat(hub.store.events().byId(event.event().id())).isPresent();
        assertThat(hub.store.events().ofCase(event.event().caseRef())).hasSize(1);
    }

    @Test
    void keepsWhatItStoresFromOtherUsersOfTheMachine() throws IOException {
        hub.message("reception", "m1", "<arrived/>", Hub.arrived(1).build());

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("record.db")))
                    .contains("record.db", "record.db-wal")
                    .allSatisfy(name -> assertThat(rights(name)).isEqualTo("rw-------"));
        }
        assertThat(rights("originals")).isEqualTo("rwx------");
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    void commitsEachEventToTheLedger() {
        hub.rows("two rows", Hub.arrived(1).build(), Hub.arrived(2).build());

        assertThat(hub.store.leaves().size()).isEqualTo(2);
        List<byte[]> entries = new ArrayList<>();
        hub.store.leaves().entries(0, 2, (index, entry) -> entries.add(entry));
        for (RecordedEvent event : hub.store.events().from(1, 10)) {
            byte[] expected = Commitment.entry(event.eventKey(), event.event().flatten(event.personal()));
            assertThat(entries.get((int) event.leaf())).isEqualTo(expected);
        }
    }

    @Test
    void keepsTheOriginalAsItCame() throws Exception {
        Recorded small = hub.rows("Äktenzeichen;x\r\n", Hub.arrived(1).build());
        byte[] large = new byte[3 * FrameCipher.FRAME_BYTES + 17];
        java.util.Arrays.fill(large, (byte) 'x');
        Recorded big = hub.store
                .recorder()
                .record(Submission.rejected(Hub.header("reception", null), Original.of(large), List.of()));
        reopen();

        try (var in = hub.store.events().original(small.message())) {
            assertThat(in.readAllBytes()).isEqualTo("Äktenzeichen;x\r\n".getBytes(UTF_8));
        }
        try (var in = hub.store.events().original(big.message())) {
            assertThat(in.readAllBytes()).isEqualTo(large);
        }
    }

    @Test
    void repeatsTheAnswerToTheSameBytes() {
        Recorded first = hub.message("bamf", "m1", "same", Hub.arrived(1).build());
        reopen();

        Recorded second = hub.message("bamf", "m1", "same", Hub.arrived(1).build());

        assertThat(second.duplicate()).isTrue();
        assertThat(second.message()).isEqualTo(first.message());
        assertThat(second.firstEvent()).isEqualTo(first.firstEvent());
        assertThat(hub.store.leaves().size()).isEqualTo(1);
    }

    @Test
    void knowsADuplicateBeforeItIsRead() throws Exception {
        hub.message("bamf", "m1", "same", Hub.arrived(1).build());
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest("same".getBytes(UTF_8));

        assertThat(hub.store.recorder().earlier(Hub.header("bamf", null), sha256))
                .isPresent();
        assertThat(hub.store.recorder().earlier(Hub.header("reception", null), sha256))
                .as("the same bytes of another sender are another message")
                .isEmpty();
    }

    @Test
    void refusesTheIdOfAnotherMessage() {
        hub.message("bamf", "m1", "one", Hub.arrived(1).build());

        Recorded other = hub.message("bamf", "m1", "other", Hub.arrived(2).build());

        assertThat(other.disposition()).isEqualTo(Disposition.REJECTED);
        assertThat(other.problems()).extracting(problem -> problem.code()).containsExactly("S100");
        assertThat(hub.store.quarantine().list(Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(hub.message("reception", "m1", "one", Hub.arrived(3).build()).disposition())
                .as("the id of another sender's message is free")
                .isEqualTo(Disposition.ACCEPTED);
    }

    @Test
    void countsKnownRowsOfACorrectedFile() {
        hub.rows("first", Hub.arrived(1).build(), Hub.arrived(2).build());

        Recorded again = hub.rows(
                "second",
                Hub.arrived(1).build(),
                Hub.arrived(2).build(),
                Hub.arrived(3).build());

        assertThat(again.alreadyKnown()).isEqualTo(2);
        assertThat(again.events()).isEqualTo(1);
        assertThat(again.disposition()).isEqualTo(Disposition.ACCEPTED);
    }

    @Test
    void takesTheRowsThatStandBesideARefusedOne() {
        Statement nobody = Statement.builder()
                .set(Field.STATUS, "arrived")
                .set(Field.OCCURRED_DATE, "2026-11-20")
                .build();

        Recorded recorded =
                hub.rows("rows", Hub.arrived(1).build(), nobody, Hub.arrived(2).build());

        assertThat(recorded.disposition()).isEqualTo(Disposition.PARTLY);
        assertThat(recorded.events()).isEqualTo(2);
        assertThat(recorded.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.entry()).isEqualTo(1);
            assertThat(refused.problem().code()).isEqualTo("S030");
            assertThat(refused.problem().line()).isEqualTo(3);
        });
        assertThat(hub.store.events().problems(recorded.message())).isEqualTo(recorded.problems());
    }

    @Test
    void refusesAWholeMessageForOneStatement() {
        Statement nobody = Statement.builder()
                .set(Field.STATUS, "arrived")
                .set(Field.OCCURRED_DATE, "2026-11-20")
                .build();

        Recorded recorded =
                hub.message("reception", "m1", "whole", Hub.arrived(1).build(), nobody);

        assertThat(recorded.disposition()).isEqualTo(Disposition.REJECTED);
        assertThat(recorded.events()).isZero();
        assertThat(recorded.rejected()).isEqualTo(2);
        assertThat(hub.store.leaves().size()).isZero();
        assertThat(hub.store.outbox().depth("abh")).isZero();
        Recorded next = hub.message("reception", "m2", "next", Hub.arrived(1).build());
        assertThat(next.firstEvent()).isEqualTo(1);
        assertThat(hub.store.outbox().due("abh", 10)).extracting(Due::position).containsExactly(1L);
    }

    @Test
    void commitsWhatWaitsTogether() throws Exception {
        List<Callable<Recorded>> calls = IntStream.range(0, 400)
                .<Callable<Recorded>>mapToObj(i -> () -> hub.message(
                        "bamf", "id" + i, "content " + i, Hub.arrived(i).build()))
                .toList();

        List<Long> messages = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Recorded> future : threads.invokeAll(calls)) {
                assertThat(future.get().disposition()).isEqualTo(Disposition.ACCEPTED);
                messages.add(future.get().message());
            }
        }

        assertThat(messages).doesNotHaveDuplicates();
        assertThat(hub.store.leaves().size()).isEqualTo(400);
        assertThat(hub.store.events().from(1, 1000))
                .extracting(RecordedEvent::seq)
                .isSorted()
                .hasSize(400);
        assertThat(hub.meters.get("flora.record.syncs").counter().count())
                .as("waits for the disk, each for many messages")
                .isLessThan(400);
    }

    @Test
    void recordsOneOfManyIdenticalMessagesAtOnce() throws Exception {
        List<Callable<Recorded>> calls = IntStream.range(0, 50)
                .<Callable<Recorded>>mapToObj(i ->
                        () -> hub.message("bamf", "one", "same", Hub.arrived(1).build()))
                .toList();

        int first = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Recorded> future : threads.invokeAll(calls)) {
                first += future.get().duplicate() ? 0 : 1;
            }
        }

        assertThat(first).isEqualTo(1);
        assertThat(hub.store.leaves().size()).isEqualTo(1);
    }

    @Test
    void failsTheWorkAtFaultAndNoOther() throws Exception {
        hub.close();
        hub = new Hub(folder, (event, personal, state) -> {
            if (personal.require(Field.PERSON_AZR_NUMBER).equals(Hub.azr(13))) {
                throw new IllegalStateException("a rule that fails");
            }
            return List.of("abh");
        });
        List<Callable<Recorded>> calls = IntStream.range(0, 40)
                .<Callable<Recorded>>mapToObj(i -> () -> hub.message(
                        "bamf", "id" + i, "content " + i, Hub.arrived(i).build()))
                .toList();

        int failed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Recorded> future : threads.invokeAll(calls)) {
                if (future.state() == Future.State.FAILED) {
                    failed++;
                    assertThat(future.exceptionNow()).hasMessage("a rule that fails");
                }
            }
        }

        assertThat(failed).isEqualTo(1);
        assertThat(hub.store.events().from(1, 100)).hasSize(39);
        assertThat(hub.store.outbox().depth("abh")).isEqualTo(39);
        assertThat(hub.store.outbox().due("abh", 100))
                .extracting(Due::position)
                .isSorted()
                .hasSize(39);
    }

    @Test
    void givesIdsThatGrow() {
        for (int i = 0; i < 20; i++) {
            hub.rows("row " + i, Hub.arrived(i).build());
            if (i == 10) {
                reopen();
            }
        }

        assertThat(hub.store.events().from(1, 100))
                .extracting(event -> event.event().id().toString())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesASecondHubOnTheSameFolder() {
        assertThatThrownBy(() -> new Hub(folder))
                .isInstanceOf(StoreInUseException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void refusesWorkWhenClosed() {
        hub.close();

        assertThatThrownBy(() -> hub.rows("late", Hub.arrived(1).build()))
                .isInstanceOf(StoreUnavailableException.class);
        open();
    }
}
