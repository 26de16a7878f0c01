package org.florahub.record;

import java.sql.SQLException;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.record.SealedOriginal.Place;
import org.jspecify.annotations.Nullable;

/// Records a message of one transaction.
final class RecordWork implements Work<Recorded> {

    private final Competence competence;
    private final Submission submission;
    private final List<PreparedEntry> entries;
    private final Arrival arrival;

    RecordWork(Competence competence, Submission submission, List<PreparedEntry> entries, Arrival arrival) {
        this.competence = competence;
        this.submission = submission;
        this.entries = entries;
        this.arrival = arrival;
    }

    @Override
    public Recorded run(Transaction tx) throws SQLException {
        Recorded known = arrival.answered(tx);
        if (known != null) {
            return known;
        }
        long no = tx.numbers.nextMessage();
        Problem conflict = arrival.conflict(tx);
        if (conflict != null) {
            var none = new Tally();
            none.rejected = entries.size() + submission.rejected();
            return arrival.store(tx, no, Disposition.REJECTED, none, List.of(conflict));
        }
        Tally tally = statements(tx, no);
        Disposition disposition = tally.disposition(!submission.problems().isEmpty());
        return arrival.store(tx, no, disposition, tally, submission.problems());
    }

    private Tally statements(Transaction tx, long no) throws SQLException {
        var tally = new Tally();
        tally.rejected = submission.rejected();
        boolean byContent = !submission.whole() || arrival.header().messageId() == null;
        var registrar = new Registrar(competence, tx, new Registrar.Source(no, arrival.header(), byContent), tally);
        if (!submission.whole() || entries.size() < 2) {
            registrar.record(entries); // a single refused statement leaves nothing behind by itself
            return tally;
        }
        boolean whole = tx.atomically(() -> {
            registrar.record(entries);
            return tally.refused.isEmpty();
        });
        return whole ? tally : tally.refusedWhole();
    }

    @Override
    public int weight() {
        return 1 + entries.size();
    }

    @Override
    public Place.@Nullable Pending original() {
        return arrival.original().place() instanceof Place.Pending pending ? pending : null;
    }
}
