package org.florahub.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final Problem REFUSED =
            new Problem("S999", "0000000001.xml", 0, 0, null, "a refusal", "an acceptance", "Ask the authority.");

    private static final DeliveryForm FORM = new DeliveryForm("xml", Set.of(Field.OFFICE, Field.OUTCOME));

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private Hub hub;

    @BeforeEach
    void open() {
        hub = new Hub(folder, clock, (event, personal, state) -> List.of("abh"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void reopen() {
        hub.close();
        open();
    }

    /// A clock that stands until it is set.
    private static final class SetClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Outbox outbox() {
        return hub.store.outbox();
    }

    /// Records one event for each person named, in that order.
    private void record(int... persons) {
        for (int person : persons) {
            long n = hub.store.leaves().size();
            Statement statement =
                    Hub.arrived(person).set(Field.MESSAGE_MARK, "mark " + n).build();
            assertThat(hub.rows("row " + n, statement).events()).isEqualTo(1);
        }
    }

    private List<Due> due() {
        return outbox().due("abh", 100);
    }

    private List<Long> positions() {
        return due().stream().map(Due::position).toList();
    }

    private static Delivered taken(Unit unit) {
        return new Delivered(unit, new byte[32], FORM, "{}", Map.of(), true);
    }

    @Test
    void givesWhatIsDueInOrderAndNoMoreThanAsked() {
        record(1, 2, 3, 4);

        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(outbox().due("abh", 2)).extracting(Due::position).containsExactly(1L, 2L);
        assertThat(outbox().due("nobody", 2)).isEmpty();
        assertThat(outbox().depth("abh")).isEqualTo(4);
        assertThat(outbox().destinations()).containsExactly("abh");
    }

    @Test
    void givesEventsJustRecordedAsTheyAreStored() {
        Statement coded = Hub.arrived(1)
                .set(Field.OUTCOME, "rejected")
                .coded(Field.OUTCOME, new CodedValue("urn:list", "2", "05"))
                .build();
        Statement retraction = Hub.arrived(2).set(Field.KIND, "retract").build();
        hub.message("bamf", "m1", "first", coded, Hub.arrived(2).build());
        hub.message("bamf", "m2", "second", retraction);

        assertThat(due())
                .extracting(Due::event)
                .usingRecursiveComparison()
                .isEqualTo(hub.store.events().from(1, 100));
    }

    @Test
    void givesNoEventWhoseSecretsAreGone() throws SQLException {
        record(1, 2, 3);

        try (var database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("record.db"));
                var erasure = database.createStatement()) {
            erasure.execute("DELETE FROM vault_event WHERE seq = 2");
        }

        assertThat(positions()).containsExactly(1L, 3L);
    }

    @Test
    void givesMoreEventsThanAreHeldInMemory() {
        int count = NewestEvents.MAX + 10;
        for (int from = 0; from < count; from += 1000) {
            hub.rows(
                    "rows from " + from,
                    IntStream.range(from, Math.min(count, from + 1000))
                            .mapToObj(person -> Hub.arrived(person).build())
                            .toArray(Statement[]::new));
        }

        assertThat(outbox().due("abh", count))
                .extracting(due -> due.event().seq())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void forgetsWhatIsDeliveredAndKeepsWhoReceivedIt() {
        record(1, 2);
        Unit unit = Unit.of(due().getFirst());

        outbox().delivered(List.of(taken(unit)));
        outbox().delivered(List.of(taken(unit)));
        reopen();

        assertThat(positions()).containsExactly(2L);
        assertThat(outbox().depth("abh")).isEqualTo(1);
        assertThat(hub.store.events().deliveries(1)).singleElement().satisfies(delivery -> {
            assertThat(delivery.id()).isEqualTo(unit.id());
            assertThat(delivery.destination()).isEqualTo("abh");
            assertThat(delivery.at()).isEqualTo(clock.now);
        });
        assertThat(hub.store.events().delivery(unit.id()).orElseThrow().events())
                .extracting(RecordedEvent::seq)
                .containsExactly(1L);
    }

    @Test
    void neverGivesAPositionTwice() {
        record(1, 2);
        outbox().delivered(due().stream().map(Unit::of).map(OutboxTest::taken).toList());
        reopen();

        record(3);

        assertThat(positions()).containsExactly(3L);
    }

    @Test
    void repeatsAnAssignedUnitAsItWas() {
        record(1, 2, 3, 4);
        List<Due> due = due();
        Unit unit = new Unit("abh", List.of(due.get(0), due.get(2)));
        outbox().assign(List.of(unit));
        record(5);
        reopen();

        List<Due> again = outbox().due("abh", 1);

        assertThat(again).as("the whole unit, although one was asked for").hasSize(2);
        assertThat(again).extracting(Due::unit).containsOnly(1L);
        Unit repeated = new Unit("abh", again);
        assertThat(repeated.id()).isEqualTo(unit.id());
        assertThat(repeated.sequence()).isEqualTo(unit.sequence());
        assertThat(repeated.name("xml")).isEqualTo(unit.name("xml")).startsWith("0000000001-");
        assertThat(positions()).containsExactly(1L, 3L, 2L, 4L, 5L);
    }

    @Test
    void refusesToRegroup() {
        record(1, 2, 3);
        List<Due> due = due();
        outbox().assign(List.of(new Unit("abh", due.subList(0, 2))));

        assertThatThrownBy(() -> outbox().assign(List.of(new Unit("abh", due.subList(1, 3)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(due()).extracting(Due::unit).containsExactly(1L, 1L, 0L);
    }

    @Test
    void waitsWithTheCaseThatCouldNotBeReached() {
        record(1, 2, 1, 3);

        outbox().retryLater(List.of(Unit.of(due().getFirst())), clock.now.plus(Duration.ofMinutes(1)));

        assertThat(positions()).as("the second event of the case waits too").containsExactly(2L, 4L);
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(due().getFirst().attempts()).isEqualTo(1);
    }

    @Test
    void waitsWithAUnitForTheEarlierEventOfOneOfItsCases() {
        record(1, 2, 1, 3);
        List<Due> due = due();
        outbox().assign(List.of(new Unit("abh", List.of(due.get(2), due.get(3)))));

        outbox().retryLater(List.of(Unit.of(due.get(0))), clock.now.plus(Duration.ofMinutes(1)));

        assertThat(positions()).containsExactly(2L);
    }

    @Test
    void parksTheCaseAndNoOther() {
        record(1, 2, 1, 3);

        outbox().park(Unit.of(due().getFirst()), REFUSED);
        record(1);
        reopen();
        record(1);

        assertThat(positions()).containsExactly(2L, 4L);
        assertThat(outbox().depth("abh")).isEqualTo(2);
        assertThat(outbox().parked()).singleElement().satisfies(parked -> {
            assertThat(parked.waiting()).isEqualTo(4);
            assertThat(parked.problem()).isEqualTo(REFUSED);
            assertThat(outbox().unpark("abh", parked.caseRef())).isEqualTo(4);
        });
        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(outbox().parked()).isEmpty();
    }

    @Test
    void neverTakesAUnitApartByParking() {
        record(1, 2, 3, 2);
        List<Due> due = due();
        Unit unit = new Unit("abh", List.of(due.get(0), due.get(1)));
        outbox().assign(List.of(unit));

        outbox().park(unit, REFUSED);

        assertThat(positions()).containsExactly(3L);
        assertThat(outbox().unpark("abh", due.get(1).event().event().caseRef())).isEqualTo(3);
        assertThat(new Unit("abh", due().subList(0, 2)).id()).isEqualTo(unit.id());
    }

    @Test
    void keepsTheOrderOfCasesThatBecomeOne() {
        record(1);
        hub.message("bamf", "m1", "filed", filed(2));
        outbox().park(Unit.of(due().getFirst()), REFUSED);

        hub.message("bamf", "m2", "filed too", filed(1));

        assertThat(positions())
                .as("the parked case is now the same as the other")
                .containsExactly(2L);
        assertThat(outbox().parked()).singleElement().satisfies(parked -> {
            assertThat(parked.waiting()).isEqualTo(2);
            assertThat(outbox().unpark("abh", parked.caseRef())).isEqualTo(2);
        });
        assertThat(positions()).containsExactly(1L, 2L, 3L);
    }

    private static Statement filed(int person) {
        return Hub.arrived(person)
                .set(Field.STATUS, "file-opened")
                .set(Field.CASE_BAMF_FILE_NUMBER, "9000001")
                .build();
    }

    @Test
    void tellsListenersWhoGotSomething() {
        Set<String> told = ConcurrentHashMap.newKeySet();
        hub.store.listen((leaves, destinations) -> told.addAll(destinations));

        record(1);

        await().untilAsserted(() -> assertThat(told).containsExactly("abh"));
    }

    @Test
    void keepsWhichDeliveriesAwaitTheirProof() {
        record(1, 2, 3);
        List<Unit> units = due().stream().map(Unit::of).toList();
        outbox().delivered(List.of(taken(units.get(0)), taken(units.get(1))));
        outbox().delivered(List.of(new Delivered(units.get(2), new byte[32], FORM, "{}", Map.of(), false)));
        reopen();

        assertThat(outbox().awaitingProof("abh", 1, 10))
                .as("the leaf of the second is not covered yet")
                .extracting(DeliveredUnit::id)
                .containsExactly(units.get(0).id());
        assertThat(outbox().awaitingProof("abh", 3, 10)).hasSize(2);
        outbox().proven(List.of(units.get(0).id()));
        assertThat(outbox().awaitingProof("abh", 3, 10))
                .extracting(DeliveredUnit::id)
                .containsExactly(units.get(1).id());
        assertThat(outbox().awaitingProof("another", 3, 10)).isEmpty();
    }

    @Test
    void keepsWhatEachDeliveryLookedLike() {
        record(1, 2, 3);
        List<Unit> units = due().stream().map(Unit::of).toList();
        var other = new DeliveryForm("csv", Set.of());
        outbox().delivered(List.of(taken(units.get(0)), taken(units.get(1))));
        outbox().delivered(List.of(new Delivered(units.get(2), new byte[32], other, "{}", Map.of(), true)));
        reopen();

        assertThat(outbox().awaitingProof("abh", 3, 10))
                .extracting(DeliveredUnit::form)
                .containsExactly(FORM, FORM, other);
        assertThat(FORM.shows("outcome")).isFalse();
        assertThat(FORM.shows("outcome.list")).as("a part of a coded value").isFalse();
        assertThat(FORM.shows("status")).isTrue();
    }

    @Test
    void givesEachUnitItsOwnId() {
        record(1, 2, 3);
        List<Due> due = due();
        var ids = new HashSet<Object>();

        ids.add(Unit.of(due.get(0)).id());
        ids.add(Unit.of(due.get(1)).id());
        ids.add(new Unit("abh", due.subList(0, 2)).id());
        ids.add(new Unit("other", due.subList(0, 2)).id());
        ids.add(new Unit("abh", due).id());

        assertThat(ids)
                .hasSize(5)
                .allSatisfy(id -> assertThat(((java.util.UUID) id).version()).isEqualTo(8));
    }
}
