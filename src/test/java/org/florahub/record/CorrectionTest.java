package org.florahub.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.florahub.event.Authority;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Corrections and retractions: exactly one event, or refused with the reason.
class CorrectionTest {

    @TempDir
    Path folder;

    private Hub hub;

    @BeforeEach
    void open() {
        hub = new Hub(folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private RecordedEvent event(Recorded recorded) {
        assertThat(recorded.problems()).isEmpty();
        return hub.store.events().from(recorded.firstEvent(), 1).getFirst();
    }

    private static Statement.Builder retraction(int person) {
        return Hub.arrived(person).set(Field.KIND, "retract");
    }

    @Test
    void retractsTheOneEventOfThatPersonStatusAndDate() {
        RecordedEvent arrived = event(hub.rows("a", Hub.arrived(1).build()));

        RecordedEvent retracted = event(hub.rows("b", retraction(1).build()));

        assertThat(retracted.event().refers()).isEqualTo(arrived.event().id());
        assertThat(retracted.event().caseRef()).isEqualTo(arrived.event().caseRef());
    }

    @Test
    void correctsAnEventOfTheSameFile() {
        Recorded both = hub.rows(
                "a",
                Hub.arrived(1).build(),
                Hub.arrived(1)
                        .set(Field.KIND, "correct")
                        .set(Field.OCCURRED_TIME, "10:00")
                        .build());

        assertThat(both.events()).isEqualTo(2);
        assertThat(hub.store.events().from(2, 1).getFirst().event().refers())
                .isEqualTo(hub.store.events().from(1, 1).getFirst().event().id());
    }

    @Test
    void refusesToRetractWhatIsNotThere() {
        hub.rows("a", Hub.arrived(1).build());

        for (Statement wrong : new Statement[] {
            retraction(2).build(),
            retraction(1).set(Field.OCCURRED_DATE, "2026-11-19").build(),
            retraction(1).set(Field.STATUS, "registered").build()
        }) {
            Recorded refused = hub.rows("wrong " + wrong.hashCode(), wrong);
            assertThat(refused.disposition()).isEqualTo(Disposition.REJECTED);
            assertThat(refused.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("S999"));
        }
        assertThat(hub.store.leaves().size()).isEqualTo(1);
    }

    @Test
    void refusesToRetractTwice() {
        hub.rows("a", Hub.arrived(1).build());
        hub.rows("b", retraction(1).build());

        Recorded again =
                hub.rows("c", retraction(1).set(Field.MESSAGE_MARK, "again").build());

        assertThat(again.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("no event"));
    }

    @Test
    void refusesAnAmbiguousRetraction() {
        hub.rows(
                "a",
                Hub.arrived(1).build(),
                Hub.arrived(1).set(Field.OCCURRED_TIME, "10:00").build());

        assertThat(hub.rows("b", retraction(1).build()).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("more than one"));
    }

    @Test
    void refusesToRetractWhatAnotherAuthorityStated() {
        hub.rows("a", Hub.arrived(1).build());

        assertThat(hub.message("bamf", "m1", "b", retraction(1).build()).disposition())
                .isEqualTo(Disposition.REJECTED);
    }

    @Test
    void sendsAKnownRetractionAgainWithoutHarm() {
        hub.rows("a", Hub.arrived(1).build(), retraction(1).build());

        Recorded again = hub.rows("b", Hub.arrived(1).build(), retraction(1).build());

        assertThat(again.alreadyKnown()).isEqualTo(2);
        assertThat(again.problems()).isEmpty();
    }

    @Test
    void triesARefusedRowAgainWhenItComesAgain() {
        Recorded refused = hub.rows("a", retraction(1).build());
        assertThat(refused.disposition()).isEqualTo(Disposition.REJECTED);

        Recorded later = hub.rows("b", Hub.arrived(1).build(), retraction(1).build());

        assertThat(later.events()).isEqualTo(2);
    }

    @Test
    void correctsByTheIdOfTheMessage() {
        RecordedEvent first =
                event(hub.message("bamf", "m1", "a", Hub.arrived(1).build()));
        hub.message(
                "bamf",
                "m2",
                "b",
                Hub.arrived(1).set(Field.OCCURRED_TIME, "09:00").build());

        RecordedEvent correction = event(hub.message(
                "bamf",
                "m3",
                "c",
                Hub.arrived(1)
                        .set(Field.KIND, "correct")
                        .set(Field.REFERS_MESSAGE, "m1")
                        .set(Field.OCCURRED_DATE, "2026-11-19")
                        .build()));

        assertThat(correction.event().refers()).isEqualTo(first.event().id());
        assertThat(hub.message(
                                "bamf",
                                "m4",
                                "d",
                                Hub.arrived(1)
                                        .set(Field.KIND, "retract")
                                        .set(Field.REFERS_MESSAGE, "none")
                                        .build())
                        .disposition())
                .isEqualTo(Disposition.REJECTED);
    }

    @Test
    void givesTheCaseBackWhenAnAllocationIsRetracted() {
        RecordedEvent arrived = event(hub.rows("a", Hub.arrived(1).build()));
        Statement.Builder distributed = Hub.arrived(1)
                .set(Field.STATUS, "distributed")
                .set(Field.COMPETENT, "ane:990002")
                .set(Field.OCCURRED_DATE, "2026-11-22");
        hub.message("bamf", "m1", "b", distributed.build());
        assertThat(state(arrived).competent()).contains(Authority.parse("ane:990002"));

        hub.message("bamf", "m2", "c", distributed.set(Field.KIND, "retract").build());

        assertThat(state(arrived).competent()).contains(Hub.RECEPTION).doesNotContain(Authority.parse("ane:990002"));
    }

    private CaseState state(RecordedEvent event) {
        return hub.store.events().state(event.event().caseRef()).orElseThrow();
    }

    @Test
    void goesToWhoeverWaitsForWhatItCorrectsThoughNobodyWouldBeChosenToday() {
        var chosen = new AtomicReference<>(List.of("first", "second"));
        try (var routed = new Hub(folder.resolve("routed"), (_, _, _) -> chosen.get())) {
            routed.rows("a", Hub.arrived(1).build());
            chosen.set(List.of("third"));

            routed.rows("b", retraction(1).build());

            assertThat(routed.store.outbox().depth("first")).isEqualTo(2);
            assertThat(routed.store.outbox().depth("second")).isEqualTo(2);
            assertThat(routed.store.outbox().depth("third")).isEqualTo(1);
        }
    }
}
