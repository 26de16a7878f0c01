package org.florahub.event;

import java.util.UUID;

/// The hub's own name of an event: a UUIDv7 (RFC 9562), so that ids sort by the time they were given.
///
/// @param value version 7
public record EventId(UUID value) {

    public EventId {
        if (value.version() != 7) {
            throw new IllegalArgumentException("An event id is a UUID of version 7");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
