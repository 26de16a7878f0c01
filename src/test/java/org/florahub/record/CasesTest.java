package org.florahub.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of one person: merged, split, and found by every identifier all the while.
class CasesTest {

    private static final int FILES = 6;

    @TempDir
    Path folder;

    private Hub hub;
    private int count;

    @BeforeEach
    void open() {
        hub = new Hub(folder, (event, personal, state) -> List.of("reader"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static String file(int number) {
        return "90000%02d".formatted(number);
    }

    private synchronized Recorded say(String status, String kind, String date, int file, int person) {
        var statement = Statement.builder()
                .set(Field.STATUS, status)
                .set(Field.KIND, kind)
                .set(Field.OCCURRED_DATE, date)
                .set(Field.CASE_BAMF_FILE_NUMBER, file(file))
                .set(Field.PERSON_AZR_NUMBER, Hub.azr(person));
        return hub.message("bamf", "m" + ++count, "content " + count, statement.build());
    }

    private RecordedEvent said(String status, int file, int person) {
        Recorded recorded = say(status, "report", "2026-11-%02d".formatted(1 + count % 28), file, person);
        assertThat(recorded.problems()).isEmpty();
        return hub.store.events().from(recorded.firstEvent(), 1).getFirst();
    }

    private List<Long> events(CaseRef ref) {
        return hub.store.events().ofCase(ref).stream().map(RecordedEvent::seq).toList();
    }

    @Test
    void findsACaseByEachIdentifierAlsoAfterAMerge() {
        CaseRef one = said("registered", 1, 1).event().caseRef();
        CaseRef two = said("registered", 2, 2).event().caseRef();

        hub.store.cases().merge(one, two, "operator");

        for (var named : Map.of(
                        Field.PERSON_AZR_NUMBER, List.of(Hub.azr(1), Hub.azr(2)),
                        Field.CASE_BAMF_FILE_NUMBER, List.of(file(1), file(2)))
                .entrySet()) {
            for (String value : named.getValue()) {
                assertThat(hub.store.cases().named(named.getKey(), value))
                        .singleElement()
                        .satisfies(found -> {
                            assertThat(found.leads()).isEqualTo(two);
                            assertThat(found.events()).isEqualTo(2);
                            assertThat(found.parts())
                                    .extracting(CaseFile.Part::ref)
                                    .containsExactly(one, two);
                        });
            }
        }
    }

    @Test
    void writesEachActDownWithALeafOfItsOwn() {
        CaseRef one = said("registered", 1, 1).event().caseRef();
        CaseRef two = said("registered", 2, 1).event().caseRef();

        hub.store.cases().merge(one, two, "operator");
        CaseFile split = hub.store.cases().split(one, "operator");

        assertThat(split.acts()).extracting(CaseFile.Act::act).containsExactly("merge", "split");
        var entries = new TreeMap<Long, byte[]>();
        hub.store.leaves().entries(0, hub.store.leaves().size(), entries::put);
        assertThat(entries).hasSize(4);
        assertThat(split.acts())
                .allSatisfy(
                        act -> assertThat(entries.get(act.leaf())).hasSize(33).startsWith(4));
    }

    @Test
    void refusesWhatCannotBeMergedOrSplit() {
        CaseRef one = said("registered", 1, 1).event().caseRef();
        CaseRef two = said("registered", 2, 2).event().caseRef();
        CaseRef unfiled = hub.store
                .events()
                .from(hub.rows("row", Hub.arrived(3).build()).firstEvent(), 1)
                .getFirst()
                .event()
                .caseRef();
        Cases cases = hub.store.cases();
        cases.merge(one, two, "operator");

        assertThatThrownBy(() -> cases.merge(one, two, "operator")).hasMessageContaining("one case already");
        assertThatThrownBy(() -> cases.merge(unfiled, two, "operator")).hasMessageContaining("file number");
        assertThatThrownBy(() -> cases.split(two, "operator")).hasMessageContaining("part of no other");
        assertThat(events(two)).hasSize(2);
    }

    @Test
    void mergesTheOneOtherFileOfAPersonWhenBamfSaysSo() {
        RecordedEvent first = said("registered", 1, 1);
        said("registered", 2, 1);

        RecordedEvent merged = said("files-merged", 2, 1);

        assertThat(events(first.event().caseRef())).hasSize(3);
        CaseFile file = hub.store.cases().find(first.event().caseRef()).orElseThrow();
        assertThat(file.leads())
                .as("the file that BAMF named")
                .isEqualTo(merged.event().caseRef());
        assertThat(file.acts()).singleElement().satisfies(act -> {
            assertThat(act.actor()).isEqualTo("event " + merged.seq());
            assertThat(act.leaf()).isEqualTo(merged.leaf());
        });
    }

    @Test
    void leavesAFileWithOtherPersonsInItToAnOperator() {
        RecordedEvent mother = said("registered", 1, 1);
        said("registered", 1, 2);
        said("registered", 2, 1);

        said("files-merged", 2, 1);

        assertThat(events(mother.event().caseRef())).hasSize(2);
    }

    @Test
    void correctsAnEventOfTheOtherFileOnlyWhileBothAreOne() {
        CaseRef one = said("registered", 1, 1).event().caseRef();
        CaseRef two = said("hearing-held", 2, 1).event().caseRef();
        assertThat(say("registered", "retract", "2026-11-01", 2, 1).problems()).hasSize(1);

        hub.store.cases().merge(one, two, "operator");

        assertThat(say("registered", "retract", "2026-11-01", 2, 1).problems()).isEmpty();
    }

    /// Random statements, merges and splits against a model that knows nothing but which file was made part of which.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsEveryReferenceRight(long seed) {
        var random = new Random(seed);
        var refs = new ArrayList<CaseRef>();
        var recorded = new HashMap<Integer, List<RecordedEvent>>();
        var partOf = new HashMap<Integer, Integer>();
        for (int file = 0; file < FILES; file++) {
            RecordedEvent event = said("registered", file, file / 2);
            refs.add(event.event().caseRef());
            recorded.put(file, new ArrayList<>(List.of(event)));
        }
        for (int step = 0; step < 60; step++) {
            int one = random.nextInt(FILES);
            int other = random.nextInt(FILES);
            switch (random.nextInt(3)) {
                case 0 -> recorded.computeIfAbsent(one, _ -> new ArrayList<>()).add(said("hearing-held", one, one / 2));
                case 1 -> {
                    if (root(partOf, one) != root(partOf, other)) {
                        hub.store.cases().merge(refs.get(one), refs.get(other), "operator");
                        partOf.put(root(partOf, one), root(partOf, other));
                    }
                }
                default -> {
                    if (partOf.remove(one) != null) {
                        hub.store.cases().split(refs.get(one), "operator");
                    }
                }
            }
            compare(refs, recorded, partOf);
        }
    }

    private void compare(List<CaseRef> refs, Map<Integer, List<RecordedEvent>> recorded, Map<Integer, Integer> partOf) {
        for (int file = 0; file < FILES; file++) {
            int root = root(partOf, file);
            List<Long> expected = recorded.entrySet().stream()
                    .filter(entry -> root(partOf, entry.getKey()) == root)
                    .flatMap(entry -> entry.getValue().stream())
                    .map(RecordedEvent::seq)
                    .sorted()
                    .toList();
            CaseRef ref = refs.get(file);
            assertThat(events(ref)).isEqualTo(expected);
            assertThat(hub.store.cases().named(Field.CASE_BAMF_FILE_NUMBER, file(file)))
                    .singleElement()
                    .extracting(CaseFile::leads)
                    .isEqualTo(refs.get(root));
            assertThat(recorded.get(file))
                    .allSatisfy(event -> assertThat(event.event().caseRef()).isEqualTo(ref));
        }
        assertThat(hub.store.outbox().due("reader", 1_000))
                .as("whatever is linked or not, each event waits once")
                .hasSize(recorded.values().stream().mapToInt(List::size).sum());
    }

    private static int root(Map<Integer, Integer> partOf, int file) {
        int root = file;
        while (partOf.containsKey(root)) {
            root = partOf.get(root);
        }
        return root;
    }

    @Test
    void mergesAndSplitsWhileMessagesComeIn() throws Exception {
        CaseRef one = said("registered", 1, 1).event().caseRef();
        CaseRef two = said("registered", 2, 1).event().caseRef();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Recorded>>();
            for (int i = 0; i < 100; i++) {
                int file = 1 + i % 2;
                String date = "2026-10-%02d".formatted(1 + i % 28);
                answers.add(senders.submit(() -> say("hearing-held", "report", date, file, 1)));
                if (i % 10 == 0) {
                    hub.store.cases().merge(one, two, "operator");
                    hub.store.cases().split(one, "operator");
                }
            }
            for (Future<Recorded> answer : answers) {
                assertThat(answer.get().problems()).isEmpty();
            }
        }

        assertThat(events(one)).hasSize(51);
        assertThat(events(two)).hasSize(51);
    }
}
