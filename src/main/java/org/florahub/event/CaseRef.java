package org.florahub.event;

import java.util.UUID;

/// The pseudonym of a case: random, meaningless, resolved by the vault alone.
///
/// @param value a random UUID
public record CaseRef(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
