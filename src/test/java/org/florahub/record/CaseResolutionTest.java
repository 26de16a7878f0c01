package org.florahub.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.florahub.event.PersonRef;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is who: from identifiers to cases and persons.
class CaseResolutionTest {

    @TempDir
    Path folder;

    private Hub hub;
    private int count;

    @BeforeEach
    void open() {
        hub = new Hub(folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Recorded say(@Nullable String file, @Nullable String azr, @Nullable String arrival) {
        var statement = Statement.builder()
                .set(Field.STATUS, "registered")
                .set(Field.OCCURRED_DATE, "2026-11-%02d".formatted(1 + count % 28));
        if (file != null) {
            statement.set(Field.CASE_BAMF_FILE_NUMBER, file);
        }
        if (azr != null) {
            statement.set(Field.PERSON_AZR_NUMBER, azr);
        }
        if (arrival != null) {
            statement.set(Field.PERSON_ARRIVAL_NUMBER, arrival);
        }
        return hub.message("bamf", "m" + ++count, "content " + count, statement.build());
    }

    private RecordedEvent said(@Nullable String file, @Nullable String azr, @Nullable String arrival) {
        Recorded recorded = say(file, azr, arrival);
        assertThat(recorded.problems()).isEmpty();
        return hub.store.events().from(recorded.firstEvent(), 1).getFirst();
    }

    private static CaseRef caseOf(RecordedEvent event) {
        return event.event().caseRef();
    }

    private static PersonRef personOf(RecordedEvent event) {
        return event.event().personRef();
    }

    @Test
    void knowsAPersonAgainByEachIdentifier() {
        RecordedEvent first = said("9000001", Hub.azr(1), "A 0000001");

        for (RecordedEvent again : List.of(
                said("9000001", Hub.azr(1), null),
                said(null, Hub.azr(1), null),
                said(null, null, "A 0000001"),
                said("9000001", null, null))) {
            assertThat(caseOf(again)).isEqualTo(caseOf(first));
            assertThat(personOf(again)).isEqualTo(personOf(first));
        }
    }

    @Test
    void keepsStrangersApart() {
        RecordedEvent one = said(null, Hub.azr(1), null);
        RecordedEvent other = said(null, Hub.azr(2), null);

        assertThat(caseOf(other)).isNotEqualTo(caseOf(one));
        assertThat(personOf(other)).isNotEqualTo(personOf(one));
    }

    @Test
    void addsTheFileNumberToTheCaseThatHadNone() {
        RecordedEvent arrived = said(null, Hub.azr(1), null);
        RecordedEvent filed = said("9000001", Hub.azr(1), null);

        assertThat(caseOf(filed)).isEqualTo(caseOf(arrived));
        assertThat(caseOf(said("9000001", null, null))).isEqualTo(caseOf(arrived));
    }

    @Test
    void addsAnIdentifierToThePerson() {
        RecordedEvent arrived = said(null, null, "A 0000001");
        said(null, Hub.azr(1), "A 0000001");

        assertThat(personOf(said(null, Hub.azr(1), null))).isEqualTo(personOf(arrived));
    }

    @Test
    void acceptsASecondArrivalNumberOfOnePerson() {
        RecordedEvent first = said(null, Hub.azr(1), "A 0000001");
        said(null, Hub.azr(1), "B 0000002");

        assertThat(personOf(said(null, null, "A 0000001"))).isEqualTo(personOf(first));
        assertThat(personOf(said(null, null, "B 0000002"))).isEqualTo(personOf(first));
    }

    @Test
    void putsTheFamilyIntoOneCase() {
        RecordedEvent mother = said("9000001", Hub.azr(1), null);
        RecordedEvent child = said("9000001", Hub.azr(2), null);

        assertThat(caseOf(child)).isEqualTo(caseOf(mother));
        assertThat(personOf(child)).isNotEqualTo(personOf(mother));
        assertThat(say("9000001", null, null).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("several persons"));
    }

    @Test
    void givesAPersonASecondCaseForASecondFileNumber() {
        RecordedEvent first = said("9000001", Hub.azr(1), "A 0000001");
        RecordedEvent followUp = said("9000002", Hub.azr(1), null);

        assertThat(caseOf(followUp)).isNotEqualTo(caseOf(first));
        assertThat(caseOf(said(null, Hub.azr(1), null)))
                .as("without a file number the newest case is meant")
                .isEqualTo(caseOf(followUp));
        assertThat(caseOf(said("9000001", Hub.azr(1), null))).isEqualTo(caseOf(first));
        assertThat(caseOf(said(null, Hub.azr(1), "A 0000001")))
                .as("both identifiers are of the same human, although one was given in the other case")
                .isEqualTo(caseOf(followUp));
    }

    @Test
    void makesAnUnfiledCasePartOfTheFiledOne() {
        RecordedEvent mother = said("9000001", Hub.azr(1), null);
        RecordedEvent childArrived = said(null, Hub.azr(2), null);

        RecordedEvent childFiled = said("9000001", Hub.azr(2), null);

        assertThat(caseOf(childFiled)).isEqualTo(caseOf(mother));
        assertThat(personOf(childFiled)).isEqualTo(personOf(childArrived));
        assertThat(hub.store.events().ofCase(caseOf(mother)))
                .extracting(RecordedEvent::seq)
                .containsExactly(mother.seq(), childArrived.seq(), childFiled.seq());
        assertThat(hub.store.events().ofCase(caseOf(childArrived)))
                .as("the old pseudonym still leads to the case")
                .hasSize(3);
        assertThat(hub.store.events().from(childArrived.seq(), 1).getFirst().event())
                .as("what was recorded stays as it was committed to")
                .isEqualTo(childArrived.event());
    }

    @Test
    void joinsTwoRecordsOfOnePerson() {
        RecordedEvent byArrival = said(null, null, "A 0000001");
        RecordedEvent byAzr = said("9000001", Hub.azr(1), null);

        RecordedEvent both = said(null, Hub.azr(1), "A 0000001");

        assertThat(caseOf(both)).isEqualTo(caseOf(byAzr));
        assertThat(personOf(both)).isEqualTo(personOf(byAzr));
        assertThat(personOf(said(null, null, "A 0000001"))).isEqualTo(personOf(byAzr));
        assertThat(hub.store.events().ofCase(caseOf(byAzr))).hasSize(4);
        assertThat(hub.store.events().ofCase(caseOf(byArrival))).hasSize(4);
    }

    @Test
    void takesThePersonWhoIsKnownByTheFileNumberAlone() {
        RecordedEvent filed = said("9000001", null, null);
        RecordedEvent named = said("9000001", Hub.azr(1), null);

        assertThat(personOf(named)).isEqualTo(personOf(filed));
        assertThat(personOf(said(null, Hub.azr(1), null))).isEqualTo(personOf(filed));
    }

    @Test
    void takesTheUnfiledPersonForTheOneKnownByTheFileNumberAlone() {
        RecordedEvent filed = said("9000001", null, null);
        said(null, Hub.azr(1), null);

        RecordedEvent named = said("9000001", Hub.azr(1), null);

        assertThat(personOf(named)).isEqualTo(personOf(filed));
        assertThat(personOf(said("9000001", null, null))).isEqualTo(personOf(filed));
    }

    @Test
    void refusesIdentifiersOfDifferentPersons() {
        said("9000001", Hub.azr(1), "A 0000001");
        said("9000002", Hub.azr(2), "B 0000002");

        for (Recorded refused : List.of(say(null, Hub.azr(1), "B 0000002"), say("9000001", Hub.azr(3), "A 0000001"))) {
            assertThat(refused.disposition()).isEqualTo(Disposition.REJECTED);
            assertThat(refused.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.found()).contains("different persons"));
        }
    }

    @Test
    void followsTheLodgingDateForTheRegime() {
        assertThat(said(null, Hub.azr(1), null).event().regime()).isEqualTo(Regime.UNKNOWN);

        lodged(1, "2026-06-12");
        lodged(2, "2026-06-11");

        assertThat(said(null, Hub.azr(1), null).event().regime()).isEqualTo(Regime.GEAS);
        assertThat(said(null, Hub.azr(2), null).event().regime()).isEqualTo(Regime.OLD);
    }

    private void lodged(int person, String date) {
        hub.message(
                "bamf",
                "lodged" + person,
                "lodged " + person,
                Statement.builder()
                        .set(Field.STATUS, "application-lodged")
                        .set(Field.OCCURRED_DATE, date)
                        .set(Field.PERSON_AZR_NUMBER, Hub.azr(person))
                        .build());
    }

    @Test
    void knowsTheAuthoritiesThatACaseBelongsTo() {
        RecordedEvent arrived = hub.store
                .events()
                .from(hub.rows("arrived", Hub.arrived(1).build()).firstEvent(), 1)
                .getFirst();
        said(null, Hub.azr(1), null);
        assertThat(competent(arrived)).containsExactlyInAnyOrder(Hub.RECEPTION, Hub.BAMF);

        distributed("2026-11-22", "ane:990002");
        distributed("2026-11-21", "ane:990003"); // came late, was superseded before

        assertThat(competent(arrived)).containsExactlyInAnyOrder(Authority.parse("ane:990002"), Hub.BAMF);
        hub.rows("late", Hub.arrived(1).set(Field.STATUS, "registered").build());
        assertThat(competent(arrived))
                .as("the facility that it left does not get it back by a late message")
                .containsExactlyInAnyOrder(Authority.parse("ane:990002"), Hub.BAMF);
    }

    private void distributed(String date, String to) {
        hub.message(
                "bamf",
                "to" + to,
                "distributed " + to,
                Statement.builder()
                        .set(Field.STATUS, "distributed")
                        .set(Field.OCCURRED_DATE, date)
                        .set(Field.COMPETENT, to)
                        .set(Field.PERSON_AZR_NUMBER, Hub.azr(1))
                        .build());
    }

    private java.util.Set<Authority> competent(RecordedEvent event) {
        return hub.store.events().state(event.event().caseRef()).orElseThrow().competent();
    }
}
