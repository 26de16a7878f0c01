package org.florahub.demo;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a demonstration came to.
///
/// @param received   messages sent and answered
/// @param events     status events that the hub had to record, by the partners' reckoning
/// @param delivered  facts that arrived, each at each authority
/// @param rejected   messages and rows that came back with their reasons
/// @param complaints everything that is wrong or missing; empty if all went as it must
/// @param shown      the delivered file that was shown beside its source, or `null` if there is none
public record Outcome(
        int received,
        int events,
        long delivered,
        int rejected,
        List<String> complaints,
        @Nullable Path shown) {

    public Outcome {
        complaints = List.copyOf(complaints);
    }
}
