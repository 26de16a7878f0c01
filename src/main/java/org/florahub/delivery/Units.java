package org.florahub.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.florahub.event.CaseRef;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.record.Due;
import org.florahub.record.Unit;

/// Forms units from what is due at one destination, in its order.
///
/// What was assigned before stays as it was. Formats that take records singly (lists) get as many events in a
/// document as are due together, of whatever cases; other formats that group get events of one message and one
/// case; all others one event. An event that cannot be written is refused alone, and what follows it in its case
/// waits with it.
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
    /// @param refused to be parked
    record Formed(List<Draft> ready, List<Unwritable> refused) {

        /// Those of the drafts that are not written down yet and have to be.
        List<Unit> fresh() {
            return ready.stream().filter(Draft::unassigned).map(Draft::unit).toList();
        }
    }

    /// A unit before it is rendered.
    ///
    /// @param statements what the destination may see of its events, in their order
    /// @param unassigned whether it has to be written down before it is sent
    record Draft(Unit unit, List<Statement> statements, boolean unassigned) {

        Draft {
            statements = List.copyOf(statements);
        }
    }

    /// @param unit    of one event
    /// @param problem why it cannot be written
    record Unwritable(Unit unit, Problem problem) {}

    private record Item(Due due, Statement statement) {}

    Formed form(List<Due> due) {
        var formed = new Formed(new ArrayList<>(), new ArrayList<>());
        var blocked = new HashSet<CaseRef>();
        var open = new ArrayList<Item>();
        for (Due next : due) {
            var item = new Item(next, documents.statement(next));
            if (!open.isEmpty() && !belongs(open, item)) {
                close(open, formed);
            }
            if (next.unit() != 0 || writable(item, blocked, formed)) {
                open.add(item);
            }
        }
        close(open, formed);
        return formed;
    }

    private boolean writable(Item item, Set<CaseRef> blocked, Formed formed) {
        CaseRef caseRef = item.due().event().event().caseRef();
        if (blocked.contains(caseRef)) {
            return false;
        }
        List<Problem> problems = documents.refusals(item.due(), item.statement());
        if (!problems.isEmpty()) {
            blocked.add(caseRef);
            formed.refused().add(new Unwritable(Unit.of(item.due()), problems.getFirst()));
        }
        return problems.isEmpty();
    }

    private boolean belongs(List<Item> open, Item next) {
        Item first = open.getFirst();
        if (first.due().unit() != 0 || next.due().unit() != 0) {
            return first.due().unit() == next.due().unit();
        }
        if (!destination.transform().groups() || open.size() >= eventsMax) {
            return false;
        }
        return (destination.transform().takesRecordsSingly() || sameMessageAndCase(first.due(), next.due()))
                && documents.together(first.due(), first.statement(), next.due(), next.statement());
    }

    private static boolean sameMessageAndCase(Due first, Due next) {
        return first.event().message() == next.event().message()
                && first.event().event().caseRef().equals(next.event().event().caseRef());
    }

    private void close(List<Item> open, Formed formed) {
        if (open.isEmpty()) {
            return;
        }
        boolean unassigned =
                destination.transform().groups() && open.getFirst().due().unit() == 0;
        formed.ready()
                .add(new Draft(
                        new Unit(
                                destination.name(), open.stream().map(Item::due).toList()),
                        open.stream().map(Item::statement).toList(),
                        unassigned));
        open.clear();
    }
}
