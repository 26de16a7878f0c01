package org.florahub.record;

import java.util.ArrayList;
import java.util.List;

/// Counts what becomes of the statements of one message. For one thread.
final class Tally {

    long statements;
    long firstEvent;
    long events;
    long alreadyKnown;
    long firstLeaf = -1;
    long rejected;
    final List<Refused> refused = new ArrayList<>();

    Tally() {}

    /// Goes on where an earlier chunk stopped.
    static Tally of(MessageRow row) {
        var tally = new Tally();
        tally.statements = row.message().statements();
        tally.firstEvent = row.firstEvent();
        tally.events = row.message().events();
        tally.alreadyKnown = row.message().alreadyKnown();
        tally.firstLeaf = row.firstLeaf();
        tally.rejected = row.message().rejected();
        return tally;
    }

    void recorded(long event, long leaf) {
        if (events++ == 0) {
            firstEvent = event;
            firstLeaf = leaf;
        }
    }

    void refused(Refused refusal) {
        refused.add(refusal);
        rejected++;
    }

    /// The same message when one refused statement refuses all of it.
    Tally refusedWhole() {
        var whole = new Tally();
        whole.statements = statements;
        whole.rejected = statements;
        whole.refused.addAll(refused);
        return whole;
    }

    /// What became of the message as a whole.
    ///
    /// @param problems whether anything was wrong with it
    Disposition disposition(boolean problems) {
        if (events + alreadyKnown == 0 && (problems || rejected > 0)) {
            return Disposition.REJECTED;
        }
        return rejected > 0 ? Disposition.PARTLY : Disposition.ACCEPTED;
    }
}
