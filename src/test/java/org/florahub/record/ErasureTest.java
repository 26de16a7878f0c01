package org.florahub.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.ledger.ErasureOrder;
import org.florahub.record.Erasure.Phase;
import org.florahub.record.Erasure.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two cases of which one is erased.
class ErasureTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void twoOperatorsEraseACaseAndTheOtherCaseStays() throws Exception {
        try (var hub = new Hub(folder, (_, _, _) -> List.of("office"))) {
            hub.rows("one, a row of Beispielmann1", Hub.arrived(1).build());
            hub.rows("two", Hub.arrived(2).build());
            RecordedEvent erased = event(hub, 1);

            Erasure order = erase(hub, Scope.CASE, erased.event().caseRef().value());

            assertThat(order.leaves()).containsExactly(erased.leaf());
            assertThat(order.messages()).containsExactly(erased.message());
            assertThat(order.notices()).extracting(Erasure.Notice::destination).containsExactly("office");
            assertThat(hub.store.events().byId(erased.event().id())).isEmpty();
            assertThat(hub.store.events().ofCase(erased.event().caseRef())).isEmpty();
            assertThatThrownBy(() -> hub.store.events().original(erased.message()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has been erased");
            assertThat(hub.store.outbox().due("office", 10))
                    .extracting(due -> due.event().seq())
                    .containsExactly(2L);
            assertThat(hub.store.outbox().depth("office")).isEqualTo(1);
            assertThat(event(hub, 2).personal().toString()).isNotEmpty();
            assertThat(new String(hub.store.events().original(2).readAllBytes(), UTF_8))
                    .isEqualTo("two");
        }
    }

    @Test
    void anAcknowledgementCountsForARecipientAndTheFirstTime() {
        try (var hub = new Hub(folder, (_, _, _) -> List.of("office"))) {
            hub.rows("one", Hub.arrived(1).build());
            Erasure order =
                    erase(hub, Scope.CASE, event(hub, 1).event().caseRef().value());
            Erasures erasures = hub.store.erasures();

            assertThat(erasures.acknowledged(order.no(), "stranger", "stranger"))
                    .isFalse();
            assertThat(erasures.acknowledged(order.no() + 1, "office", "office"))
                    .isFalse();
            assertThat(erasures.acknowledged(order.no(), "office", "office")).isTrue();
            assertThat(erasures.acknowledged(order.no(), "office", "operator"))
                    .as("said again")
                    .isTrue();
            assertThat(erasures.find(order.no()).orElseThrow().notices())
                    .singleElement()
                    .returns("office", Erasure.Notice::acknowledgedBy);
        }
    }

    @Test
    void filesThatWereMergedAreErasedTogetherWhicheverIsNamed() {
        try (var hub = new Hub(folder)) {
            for (int file = 1; file <= 3; file++) {
                hub.rows(
                        "file " + file,
                        Hub.arrived(file)
                                .set(Field.CASE_BAMF_FILE_NUMBER, "900000" + file)
                                .build());
            }
            CaseRef one = event(hub, 1).event().caseRef();
            CaseRef two = event(hub, 2).event().caseRef();
            CaseRef other = event(hub, 3).event().caseRef();
            hub.store.cases().merge(one, two, "operator"); // leaf 3

            Erasure order = erase(hub, Scope.CASE, one.value());

            assertThat(order.leaves()).containsExactly(0L, 1L);
            assertThat(hub.store.cases().find(one)).isEmpty();
            assertThat(hub.store.cases().find(two)).isEmpty();
            assertThat(hub.store.events().ofCase(other)).hasSize(1);
        }
    }

    @Test
    void onlyWhatStandsCountsForHowLongACaseIsKept() {
        try (var hub = new Hub(folder)) {
            hub.rows("one", departed(1).build());
            hub.rows("two", departed(2).build());
            hub.rows("back", departed(1).set(Field.KIND, "retract").build());
            hub.rows("not looked for", Hub.arrived(3).build());

            assertThat(hub.store.milestones().of(Set.of("departed", "decision-final")))
                    .singleElement()
                    .satisfies(left -> {
                        assertThat(left.caseRef())
                                .isEqualTo(event(hub, 2).event().caseRef().value());
                        assertThat(left.statement().get(Field.OCCURRED_DATE)).isEqualTo("2026-11-20");
                    });
        }
    }

    private static Statement.Builder departed(int person) {
        return Hub.arrived(person).set(Field.STATUS, "departed");
    }

    @Test
    void theOrderIsTheNextLeafOfTheLog() throws Exception {
        try (var hub = new Hub(folder)) {
            hub.rows("one", Hub.arrived(1).build());
            Erasure order = erase(hub, Scope.EVENT, event(hub, 1).event().id().value());

            assertThat(order.orders()).containsExactly(1L);
            hub.store
                    .leaves()
                    .entries(
                            1,
                            2,
                            (_, entry) -> assertThat(ErasureOrder.parse(entry).indices())
                                    .containsExactly(0L));
        }
    }

    @Test
    void nobodyErasesAlone() {
        try (var hub = new Hub(folder)) {
            hub.rows("one", Hub.arrived(1).build());
            RecordedEvent event = event(hub, 1);
            long no = propose(hub, Scope.EVENT, event.event().id().value()).no();

            assertThatThrownBy(() -> hub.store.erasures().approve(no, "operator.one", List.of()))
                    .isInstanceOf(NotErasableException.class)
                    .hasMessageContaining("expected another one");
            assertThat(hub.store.events().byId(event.event().id())).isPresent();
        }
    }

    @Test
    void aProposalExpires() {
        var clock = new MovedClock();
        try (var hub = new Hub(folder, clock, (_, _, _) -> List.of())) {
            hub.rows("one", Hub.arrived(1).build());
            long no = propose(hub, Scope.EVENT, event(hub, 1).event().id().value())
                    .no();
            clock.now = clock.now.plus(DAY);

            assertThatThrownBy(() -> hub.store.erasures().approve(no, "operator.two", List.of()))
                    .hasMessageContaining("expired");
            assertThat(hub.store.erasures().find(no).orElseThrow().phase(clock.now))
                    .isEqualTo(Phase.EXPIRED);
        }
    }

    @Test
    void nothingIsErasedTwice() throws Exception {
        try (var hub = new Hub(folder)) {
            hub.rows("one", Hub.arrived(1).build());
            UUID id = event(hub, 1).event().id().value();
            Erasure order = erase(hub, Scope.EVENT, id);

            assertThatThrownBy(() -> hub.store.erasures().approve(order.no(), "operator.two", List.of()))
                    .hasMessageContaining("expected a proposal");
            assertThatThrownBy(() -> propose(hub, Scope.EVENT, id)).isInstanceOf(NotErasableException.class);
        }
    }

    @Test
    void messagesThatOnlyNameTheCaseAreFound() throws Exception {
        try (var hub = new Hub(folder)) {
            hub.rows("AZR " + Hub.azr(1), Hub.arrived(1).build());
            hub.rows("sent again: " + Hub.azr(1), Hub.arrived(1).build());
            hub.rows("sent again: " + Hub.azr(2), Hub.arrived(2).build());
            Erasure proposal =
                    propose(hub, Scope.CASE, event(hub, 1).event().caseRef().value());

            assertThat(hub.store.erasures().naming(proposal)).containsExactly(2L);
        }
    }

    @Test
    void noSealedKeyNoPseudonymAndNoDetailStaysInTheFiles() throws Exception {
        try (var hub = new Hub(folder)) {
            for (int person = 1; person <= 200; person++) {
                hub.rows("row of " + person, Hub.arrived(person).build());
            }
            List<byte[]> erased = bytesOf("SELECT sealed FROM vault_event WHERE seq = 1"
                    + " UNION ALL SELECT wrapped_key FROM vault_case WHERE no = 1"
                    + " UNION ALL SELECT identifiers FROM vault_person WHERE no = 1"
                    + " UNION ALL SELECT digest FROM vault_index WHERE target = 1"
                    + " UNION ALL SELECT person_ref FROM event WHERE seq = 1"
                    + " UNION ALL SELECT wrapped_key FROM message WHERE no = 1");
            assertThat(erased).hasSize(6).allMatch(this::held);

            erase(hub, Scope.CASE, event(hub, 1).event().caseRef().value());
            hub.store.erasures().clear();

            assertThat(erased).noneMatch(this::held);
            assertThat(Files.size(folder.resolve("record.db-wal"))).isZero();
            assertThat(hub.rows("the hub goes on", Hub.arrived(201).build()).events())
                    .isEqualTo(1);
        }
    }

    private List<byte[]> bytesOf(String sql) throws SQLException {
        try (var reader = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("record.db"));
                var rows = reader.createStatement().executeQuery(sql)) {
            var all = new ArrayList<byte[]>();
            while (rows.next()) {
                all.add(rows.getBytes(1));
            }
            return all;
        }
    }

    @Test
    void whatIsErasedStaysErasedAfterAStart() throws Exception {
        UUID id;
        try (var hub = new Hub(folder)) {
            hub.rows("one", Hub.arrived(1).build());
            id = event(hub, 1).event().caseRef().value();
            erase(hub, Scope.CASE, id);
        }
        try (var hub = new Hub(folder)) {
            assertThat(hub.store.events().ofCase(new CaseRef(id))).isEmpty();
            assertThat(hub.store.events().from(1, 10)).isEmpty();
            hub.rows(
                    "another message of the same person",
                    Hub.arrived(1).set(Field.OCCURRED_DATE, "2026-11-21").build());
            assertThat(event(hub, 2).event().caseRef().value()).as("a new case").isNotEqualTo(id);
        }
    }

    private boolean held(byte[] wanted) {
        String text = new String(wanted, ISO_8859_1);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedEvent event(Hub hub, long seq) {
        return hub.store.events().from(seq, 1).getFirst();
    }

    private static Erasure propose(Hub hub, Scope scope, UUID subject) {
        return hub.store
                .erasures()
                .propose(new Erasures.Proposal(scope, subject, "Art. 17 DSGVO", "operator.one"), DAY);
    }

    private static Erasure erase(Hub hub, Scope scope, UUID subject) {
        Erasure proposal = propose(hub, scope, subject);
        return hub.store
                .erasures()
                .approve(proposal.no(), "operator.two", hub.store.erasures().naming(proposal));
    }

    private static final class MovedClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
