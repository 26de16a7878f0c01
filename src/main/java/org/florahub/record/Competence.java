package org.florahub.record;

import java.util.List;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;

/// Decides who gets an event. Called inside the transaction that records it, on the one writer thread: pure and
/// fast, no I/O, no waiting.
@FunctionalInterface
public interface Competence {

    /// The destinations (names of adapters) that the event goes to, each once; empty if it concerns nobody.
    ///
    /// @param event    the new event
    /// @param personal its personal fields
    /// @param state    the case as this event leaves it
    List<String> destinations(StatusEvent event, Statement personal, CaseState state);
}
