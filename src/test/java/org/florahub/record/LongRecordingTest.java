package org.florahub.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.florahub.event.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongRecordingTest {

    @TempDir
    Path folder;

    @TempDir
    Path inbox;

    private Hub hub;

    @BeforeEach
    void open() {
        hub = new Hub(folder, (event, personal, state) -> List.of("abh"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Original file(String content) throws Exception {
        Path file = inbox.resolve("list.csv");
        Files.writeString(file, content);
        return Original.of(file);
    }

    private LongRecording begin(String content) throws Exception {
        Opening opening = hub.store.recorder().begin(Hub.header("reception", null), file(content), 0);
        return ((Opening.Started) opening).recording();
    }

    private static List<Entry> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Entry(Hub.arrived(i).build(), i + 2))
                .toList();
    }

    @Test
    void recordsChunkByChunk() throws Exception {
        try (LongRecording recording = begin("long")) {
            for (int from = 0; from < 3000; from += 1000) {
                assertThat(recording.chunk(rows(from, from + 1000))).isEmpty();
            }
            Recorded recorded = recording.finish(List.of(), 0);

            assertThat(recorded.disposition()).isEqualTo(Disposition.ACCEPTED);
            assertThat(recorded.events()).isEqualTo(3000);
            assertThat(recorded.firstEvent()).isEqualTo(1);
        }
        assertThat(hub.store.recorder().unfinished()).isEmpty();
        assertThat(hub.store.events().ofMessage(1)).hasSize(3000);
        assertThat(hub.store.outbox().depth("abh")).isEqualTo(3000);
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        try (LongRecording recording = begin("long")) {
            recording.chunk(rows(0, 700));
        }
        hub.close();
        open();

        Message unfinished = hub.store.recorder().unfinished().getFirst();
        assertThat(unfinished.statements()).isEqualTo(700);
        try (var original = hub.store.events().original(unfinished.no())) {
            assertThat(original.readAllBytes()).asString().isEqualTo("long");
        }
        try (LongRecording recording =
                Objects.requireNonNull(hub.store.recorder().resume(unfinished.no()))) {
            assertThat(recording.statements()).isEqualTo(700);
            recording.chunk(rows(700, 1500));
            assertThat(recording.finish(List.of(), 0).events()).isEqualTo(1500);
        }
        assertThat(hub.store.recorder().resume(unfinished.no())).isNull();
        assertThat(hub.store.leaves().size()).isEqualTo(1500);
    }

    @Test
    void goesOnWhenTheSameFileComesAgain() throws Exception {
        try (LongRecording recording = begin("long")) {
            recording.chunk(rows(0, 700));
        }

        try (LongRecording recording = begin("long")) {
            assertThat(recording.message()).isEqualTo(1);
            assertThat(recording.statements()).isEqualTo(700);
            recording.finish(List.of(), 0);
        }
        assertThat(files(".bin")).as("one original is kept, not two").hasSize(1);
        assertThat(hub.store.recorder().begin(Hub.header("reception", null), file("long"), 0))
                .isInstanceOfSatisfying(
                        Opening.Known.class,
                        known -> assertThat(known.recorded().events()).isEqualTo(700));
        assertThat(files(".bin")).hasSize(1);
    }

    private List<Path> files(String ending) throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("originals"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    @Test
    void letsOneThreadAtATimeRecordTheSameFile() throws Exception {
        LongRecording first = begin("long");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Opening> second =
                    threads.submit(() -> hub.store.recorder().begin(Hub.header("reception", null), file("long"), 0));
            first.chunk(rows(0, 10));
            assertThat(second).isNotDone();
            first.finish(List.of(), 0);
            first.close();

            assertThat(second.get()).isInstanceOf(Opening.Known.class);
        }
    }

    @Test
    void keepsTheProblemsOfEveryChunk() throws Exception {
        var refusedRow = new Entry(
                Hub.arrived(1).set(org.florahub.event.Field.KIND, "retract").build(), 2);
        var problem = new Problem("S030", "list.csv", 9, 3, "Datum", "is empty", "a date", "Give the date.");
        try (LongRecording recording = begin("long")) {
            List<Entry> chunk = new ArrayList<>(List.of(refusedRow));
            chunk.addAll(rows(10, 20));
            assertThat(recording.chunk(chunk)).extracting(Refused::entry).containsExactly(0);
        }

        try (LongRecording recording = begin("long")) {
            assertThat(recording.statements()).isEqualTo(11);
            Recorded recorded = recording.finish(List.of(problem), 1);

            assertThat(recorded.disposition()).isEqualTo(Disposition.PARTLY);
            assertThat(recorded.rejected()).isEqualTo(2);
            assertThat(recorded.problems()).hasSize(2).contains(problem);
        }
        assertThat(hub.store.quarantine().list(Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void refusesAChunkThatIsTooLong() throws Exception {
        try (LongRecording recording = begin("long")) {
            assertThatThrownBy(() -> recording.chunk(rows(0, 1001))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
