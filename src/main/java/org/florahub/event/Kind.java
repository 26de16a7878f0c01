package org.florahub.event;

import java.util.Locale;

/// What a statement does to the record. State is always recomputed from events, never edited.
public enum Kind {
    /// States something for the first time.
    REPORT,
    /// Replaces what an earlier event stated.
    CORRECT,
    /// Takes an earlier event back.
    RETRACT;

    /// The name used in events and templates: `report`, `correct`, `retract`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
