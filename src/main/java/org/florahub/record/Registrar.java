package org.florahub.record;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.florahub.event.Authority;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.Problem;
import org.florahub.event.StatusEvent;
import org.florahub.record.EventTable.Standing;
import org.florahub.record.EventTable.Target;
import org.florahub.vault.Resolution;
import org.florahub.vault.Subject;
import org.jspecify.annotations.Nullable;

/// Turns the statements of one message into events, within one transaction: finds the case, applies the rules that
/// need the record, gives the numbers, adds to the case's state, and puts the event before everybody who is
/// competent.
final class Registrar {

    private static final String FILES_MERGED = "files-merged";

    private final Competence competence;
    private final Transaction tx;
    private final Source source;
    private final MessageHeader header;
    private final Tally tally;

    /// The message whose statements are recorded.
    ///
    /// @param message   the hub's number of it
    /// @param byContent whether a statement that is known by its content is passed over
    record Source(long message, MessageHeader header, boolean byContent) {}

    /// @param tally counts what becomes of the statements
    Registrar(Competence competence, Transaction tx, Source source, Tally tally) {
        this.competence = competence;
        this.tx = tx;
        this.source = source;
        this.header = source.header;
        this.tally = tally;
    }

    /// Records statements in their order. One that is refused leaves nothing behind.
    void record(List<PreparedEntry> entries) throws SQLException {
        for (int i = 0; i < entries.size(); i++) {
            Problem problem = record(entries.get(i));
            tally.statements++;
            if (problem != null) {
                tally.refused(new Refused(i, problem));
            }
        }
    }

    private @Nullable Problem record(PreparedEntry entry) throws SQLException {
        if (source.byContent && !tx.events.remember(entry)) {
            tally.alreadyKnown++;
            return null;
        }
        Problem problem = switch (entry.open().kind()) {
            case REPORT -> report(entry);
            case CORRECT, RETRACT -> amend(entry);
        };
        if (problem != null && source.byContent) {
            tx.events.forget(entry);
        }
        return problem;
    }

    private @Nullable Problem report(PreparedEntry entry) throws SQLException {
        return switch (tx.cases.resolve(entry.identifiers())) {
            case Resolution.Unresolved reason -> problem(entry, reason);
            case Subject subject -> {
                unite(subject.unions());
                boolean merged = merged(entry, subject);
                String before = subject.fresh() ? null : tx.events.state(subject.rootNo());
                CaseFold fold = subject.unions().isEmpty() && !merged
                        ? CaseFold.parse(before)
                        : CaseFold.of(tx.events.ofCase(subject.rootNo()).stream());
                fold.add(entry.open(), header.source(), entry.occurred());
                store(entry, subject, null, fold, before);
                yield null;
            }
        };
    }

    /// Whether the statement itself says that the person has another file, and it is certain which.
    private boolean merged(PreparedEntry entry, Subject subject) throws SQLException {
        if (!FILES_MERGED.equals(entry.open().get(Field.STATUS))) {
            return false;
        }
        Subject.Union.OfCases union = tx.cases.mergeOtherFile(entry.identifiers(), subject);
        if (union == null) {
            return false;
        }
        unite(List.of(union));
        tx.audit.mergedByEvent(union, tx.numbers, tx.now());
        return true;
    }

    private void unite(List<Subject.Union> unions) throws SQLException {
        for (Subject.Union union : unions) {
            switch (union) {
                case Subject.Union.OfCases(long from, long to) -> tx.outbox.union(from, to);
                case Subject.Union.OfPersons(long from, long to) -> tx.events.rename(from, to);
            }
        }
    }

    /// Records a correction or retraction, if there is exactly one event for it.
    private @Nullable Problem amend(PreparedEntry entry) throws SQLException {
        return switch (tx.cases.find(entry.identifiers())) {
            case Resolution.Unresolved reason -> problem(entry, reason);
            case Subject subject -> {
                List<Target> targets = targets(entry, subject);
                if (targets.size() != 1) {
                    yield unclear(entry, targets.size());
                }
                String before = tx.events.state(subject.rootNo());
                store(entry, subject, targets.getFirst(), amended(entry, subject, targets.getFirst()), before);
                yield null;
            }
        };
    }

    private List<Target> targets(PreparedEntry entry, Subject subject) throws SQLException {
        Authority source = header.source();
        String refers = entry.open().get(Field.REFERS_MESSAGE);
        String status = entry.open().require(Field.STATUS);
        var all = new ArrayList<Target>();
        for (long person : subject.persons()) {
            if (refers == null) {
                String date = Objects.requireNonNullElse(entry.open().get(Field.OCCURRED_DATE), "");
                all.addAll(tx.events.standing(person, source, status, date));
            } else {
                all.addAll(tx.events.standingIn(header.sender(), refers, person, source));
            }
        }
        List<Target> same =
                all.stream().filter(target -> target.status().equals(status)).toList();
        return same.isEmpty() && entry.open().kind() == Kind.CORRECT ? all : same;
    }

    /// The case without the event that is amended, and with the correction in its place.
    private CaseFold amended(PreparedEntry entry, Subject subject, Target target) throws SQLException {
        Stream<Standing> standing =
                tx.events.ofCase(subject.rootNo()).stream().filter(event -> event.seq() != target.seq());
        if (entry.open().kind() == Kind.CORRECT) {
            var correction = new Standing(Long.MAX_VALUE, header.source(), entry.occurred(), entry.open());
            standing = Stream.concat(standing, Stream.of(correction))
                    .sorted(Comparator.comparing(Standing::occurred).thenComparingLong(Standing::seq));
        }
        return CaseFold.of(standing);
    }

    private void store(
            PreparedEntry entry, Subject subject, @Nullable Target refers, CaseFold fold, @Nullable String before)
            throws SQLException {
        CaseState state = fold.state(subject.caseRef());
        if (!fold.text().equals(before)) {
            tx.events.setState(subject.rootNo(), fold.text());
        }
        long seq = tx.numbers.nextEvent();
        long leaf = tx.numbers.nextLeaf();
        var event = new StatusEvent(
                tx.ids.next(tx.now().toEpochMilli()),
                subject.caseRef(),
                subject.personRef(),
                entry.open(),
                refers == null ? null : refers.id(),
                state.regime(),
                header.source(),
                header.land(),
                header.adapter(),
                header.transform(),
                tx.now());
        var row = new EventTable.New(
                seq, source.message, entry, event, subject.personNo(), refers == null ? null : refers.seq(), leaf);
        tx.events.insert(row);
        tx.seals.add(row, subject);
        tally.recorded(seq, leaf);
        var destinations = new LinkedHashSet<>(competence.destinations(event, entry.personal(), state));
        if (refers != null) {
            tx.outbox.addReceivers(destinations, refers.seq(), subject.rootNo()); // GDPR Article 19
        }
        for (String destination : destinations) {
            tx.outbox.add(destination, seq, subject.rootNo());
        }
    }

    private Problem problem(PreparedEntry entry, Resolution.Unresolved reason) {
        return new Problem(
                reason.code(),
                header.name(),
                entry.entry().line(),
                0,
                reason.field().path(),
                reason.found(),
                reason.expected(),
                reason.remedy());
    }

    private Problem unclear(PreparedEntry entry, int matches) {
        boolean named = entry.open().has(Field.REFERS_MESSAGE);
        return new Problem(
                "S999",
                header.name(),
                entry.entry().line(),
                0,
                named ? Field.REFERS_MESSAGE.path() : Field.KIND.path(),
                matches == 0 ? "no event of your own that still stands" : "more than one event that fits",
                named
                        ? "one event of this person and status in the message referred to"
                        : "one event of this person with this status on this date",
                "Name the event to %s by the values it was reported with."
                        .formatted(entry.open().kind().key()));
    }
}
