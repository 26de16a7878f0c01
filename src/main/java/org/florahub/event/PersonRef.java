package org.florahub.event;

import java.util.UUID;

/// The pseudonym of a person within a case: random, meaningless, resolved by the vault alone.
///
/// @param value a random UUID
public record PersonRef(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
