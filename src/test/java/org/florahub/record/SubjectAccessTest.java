package org.florahub.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.record.SubjectRecord.Kept;
import org.florahub.record.SubjectRecord.Receipt;
import org.florahub.record.SubjectRecord.Told;
import org.florahub.vault.SeveralPersonsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What a person is told: everything of hers, nothing of those beside her in the same message.
class SubjectAccessTest {

    @TempDir
    Path folder;

    private Hub hub;

    @BeforeEach
    void open() {
        hub = new Hub(folder, (event, personal, state) -> List.of("reader"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private SubjectRecord asked(Field field, String value) {
        return hub.store.subjectAccess().of(field, value, "operator").orElseThrow();
    }

    private static Statement filed(int file, int person, String date) {
        return Statement.builder()
                .set(Field.STATUS, "registered")
                .set(Field.KIND, "report")
                .set(Field.OCCURRED_DATE, date)
                .set(Field.CASE_BAMF_FILE_NUMBER, "90000%02d".formatted(file))
                .set(Field.PERSON_AZR_NUMBER, Hub.azr(person))
                .set(Field.PERSON_FAMILY_NAME, "Beispielmann" + person)
                .build();
    }

    @Test
    void listsEverythingOfOnePersonAndNothingOfOthersInTheSameMessage() {
        hub.rows("list", Hub.arrived(1).build(), Hub.arrived(2).build());
        hub.message("bamf", "m1", "both", filed(1, 1, "2026-11-21"), filed(1, 2, "2026-11-21"));

        SubjectRecord record = asked(Field.PERSON_AZR_NUMBER, Hub.azr(1));

        assertThat(record.events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.values()).containsEntry("person.azrNumber", Hub.azr(1)));
        assertThat(record.events()).extracting(Told::source).containsExactly("ane:990001", "dbs:000001");
        assertThat(record.events()).extracting(Told::waiting).containsOnly(List.of("reader"));
        assertThat(record.originals()).extracting(Kept::message).containsExactly(1L, 2L);
        assertThat(JsonMapper.shared().writeValueAsString(record))
                .contains(Hub.azr(1), "Beispielmann1", "9000001")
                .doesNotContain(Hub.azr(2), "Beispielmann2");
        assertThat(record.toString()).doesNotContain(Hub.azr(1), "Beispielmann");
    }

    @Test
    void followsThePersonThroughMergedFilesAndAllIdentifiers() {
        hub.message("bamf", "m1", "one", filed(1, 1, "2026-11-21"));
        hub.message("bamf", "m2", "two", filed(2, 3, "2026-11-22"));
        var one = hub.store.events().from(1, 1).getFirst().event().caseRef();
        var two = hub.store.events().from(2, 1).getFirst().event().caseRef();
        assertThat(asked(Field.PERSON_AZR_NUMBER, Hub.azr(1)).events()).hasSize(1);

        hub.store.cases().merge(one, two, "operator");

        for (Field field : List.of(Field.PERSON_AZR_NUMBER, Field.CASE_BAMF_FILE_NUMBER)) {
            String value = field == Field.PERSON_AZR_NUMBER ? Hub.azr(1) : "9000002";
            SubjectRecord record = asked(field, value);
            assertThat(record.files()).hasSize(2);
            assertThat(record.events()).hasSize(2);
        }
    }

    @Test
    void writesEachAccessIntoTheLedgerBeforeItAnswers() {
        hub.rows("list", Hub.arrived(1).build());
        long before = hub.store.leaves().size();

        SubjectRecord record = asked(Field.PERSON_AZR_NUMBER, Hub.azr(1));

        assertThat(record.leaves()).containsExactly(before);
        var entries = new TreeMap<Long, byte[]>();
        hub.store.leaves().entries(before, before + 1, entries::put);
        assertThat(entries.get(before)).hasSize(33).startsWith(4);
        assertThat(hub.store
                        .cases()
                        .named(Field.PERSON_AZR_NUMBER, Hub.azr(1))
                        .getFirst()
                        .acts())
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.act()).isEqualTo("subject-access");
                    assertThat(act.actor()).isEqualTo("operator");
                    assertThat(act.leaf()).isEqualTo(before);
                });
    }

    @Test
    void findsWhatLiesInQuarantineAndNamesThePerson() {
        hub.rows("list", Hub.arrived(1).build());
        var problem = new Problem("S010", "list", 1, 0, "datum", "x", "y", "Do z.");
        for (int person : new int[] {1, 2}) {
            hub.store
                    .recorder()
                    .record(Submission.rejected(
                            Hub.header("reception", null),
                            Original.of(("broken;" + Hub.azr(person)).getBytes(UTF_8)),
                            List.of(problem)));
        }

        assertThat(asked(Field.PERSON_AZR_NUMBER, Hub.azr(1)).originals())
                .extracting(Kept::message, Kept::disposition)
                .containsExactly(tuple(1L, "accepted"), tuple(2L, "rejected"));
    }

    @Test
    void saysWhoReceivedWhatAndWhen() {
        hub.rows("list", Hub.arrived(1).build(), Hub.arrived(2).build());
        var form = new DeliveryForm("xml", Set.of());
        hub.store
                .outbox()
                .delivered(hub.store.outbox().due("reader", 9).stream()
                        .map(due -> new Delivered(Unit.of(due), new byte[32], form, "{}", Map.of(), true))
                        .toList());

        assertThat(asked(Field.PERSON_AZR_NUMBER, Hub.azr(1)).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.waiting()).isEmpty();
                    assertThat(event.deliveries())
                            .extracting(Receipt::destination)
                            .containsExactly("reader");
                });
    }

    @Test
    void asksForOnePersonWhereAFileHoldsSeveral() {
        hub.message("bamf", "m1", "both", filed(1, 1, "2026-11-21"), filed(1, 2, "2026-11-21"));

        assertThatThrownBy(() -> asked(Field.CASE_BAMF_FILE_NUMBER, "9000001"))
                .isInstanceOf(SeveralPersonsException.class)
                .hasMessageContaining("AZR number");
        assertThat(hub.store.subjectAccess().of(Field.PERSON_AZR_NUMBER, Hub.azr(9), "operator"))
                .isEmpty();
    }
}
