package org.florahub.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.record.CaseState;
import org.florahub.record.Competence;

/// Who is told of an event: everybody with an outgoing channel whose adapter `receives` the status, and whose
/// business the case is, except the authority that stated it.
///
/// A case is an authority's business when the case state names it as competent, or when this very event does: so an
/// authority learns of its new cases by the event that gives them to it.
public final class CompetenceRules implements Competence {

    private final Supplier<Adapters> adapters;

    /// @param adapters all that are connected at the moment
    public CompetenceRules(Supplier<Adapters> adapters) {
        this.adapters = adapters;
    }

    @Override
    public List<String> destinations(StatusEvent event, Statement personal, CaseState state) {
        var names = new ArrayList<String>();
        for (Adapter receiver : adapters.get().all()) {
            if (!receiver.out().isEmpty()
                    && receiver.receives().accepts(event.status())
                    && !receiver.authority().equals(event.source())
                    && concerns(receiver, event, state)) {
                names.add(receiver.name());
            }
        }
        return names;
    }

    private static boolean concerns(Adapter receiver, StatusEvent event, CaseState state) {
        return switch (receiver.receives().cases()) {
            case ALL -> true;
            case OWN ->
                state.competent().contains(receiver.authority())
                        || receiver.authority()
                                .toString()
                                .equals(event.statement().get(Field.COMPETENT));
        };
    }
}
