package org.florahub.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.florahub.event.CaseRef;
import org.florahub.event.Problem;
import org.florahub.record.Due;
import org.florahub.record.Unit;

/// Forms units from what is due at one destination, in its order.
///
/// What was assigned before stays as it was. Formats that take records singly (lists) get as many events in a
/// document
/// as are due together, of whatever cases; other formats that group get events of one message and one case; all
/// others
/// one event. An event that cannot be written is refused alone, and what follows it in its case waits with it.
final class Units {

    private final Destination destination;
    private final Documents documents;
    private final int eventsMax;

    Units(Destination destination, Documents documents, DeliveryPolicy policy) {
        this.destination = destination;
        this.documents = documents;
        this.eventsMax =
                Math.min(policy.unitEvents(), destination.adapter().limits().eventsPerFileMax());
    }

    /// @param ready   to be sent, in order
    /// @param fresh   those of them that are not written down yet
    /// @param refused to be parked
    record Formed(List<Unit> ready, List<Unit> fresh, List<Unwritable> refused) {}

    /// @param unit    of one event
    /// @param problem why it cannot be written
    record Unwritable(Unit unit, Problem problem) {}

    Formed form(List<Due> due) {
        var formed = new Formed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var blocked = new HashSet<CaseRef>();
        var open = new ArrayList<Due>();
        for (Due next : due) {
            if (!open.isEmpty() && !belongs(open, next)) {
                close(open, formed);
            }
            if (next.unit() != 0 || writable(next, blocked, formed)) {
                open.add(next);
            }
        }
        close(open, formed);
        return formed;
    }

    private boolean writable(Due next, Set<CaseRef> blocked, Formed formed) {
        CaseRef caseRef = next.event().event().caseRef();
        if (blocked.contains(caseRef)) {
            return false;
        }
        List<Problem> problems = documents.refusals(next);
        if (!problems.isEmpty()) {
            blocked.add(caseRef);
            formed.refused().add(new Unwritable(Unit.of(next), problems.getFirst()));
        }
        return problems.isEmpty();
    }

    private boolean belongs(List<Due> open, Due next) {
        Due first = open.getFirst();
        if (first.unit() != 0 || next.unit() != 0) {
            return first.unit() == next.unit();
        }
        if (!destination.transform().groups() || open.size() >= eventsMax) {
            return false;
        }
        return (destination.transform().takesRecordsSingly() || sameMessageAndCase(first, next))
                && documents.together(first, next);
    }

    private static boolean sameMessageAndCase(Due first, Due next) {
        return first.event().message() == next.event().message()
                && first.event().event().caseRef().equals(next.event().event().caseRef());
    }

    private void close(List<Due> open, Formed formed) {
        if (open.isEmpty()) {
            return;
        }
        var unit = new Unit(destination.name(), open);
        formed.ready().add(unit);
        if (open.getFirst().unit() == 0 && destination.transform().groups()) {
            formed.fresh().add(unit);
        }
        open.clear();
    }
}
