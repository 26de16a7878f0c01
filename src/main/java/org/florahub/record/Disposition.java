package org.florahub.record;

import java.util.Locale;

/// What became of a message.
public enum Disposition {
    /// Durable, but not all of its statements are recorded yet: see [LongRecording].
    IN_PROGRESS,
    /// Every statement is recorded, or was known already.
    ACCEPTED,
    /// Some statements are recorded; the others came back with their problems.
    PARTLY,
    /// Nothing is recorded but the message itself and its problems: it lies in quarantine.
    REJECTED;

    /// The name used in the database, in answers and in metrics: `in-progress`, `accepted`, `partly`, `rejected`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Disposition ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
