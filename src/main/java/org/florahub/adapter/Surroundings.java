package org.florahub.adapter;

import java.util.List;
import org.florahub.event.Problem;

/// What a hub has to say of adapters that are right in themselves.
public interface Surroundings {

    /// Why this hub cannot serve the adapter; empty if it can.
    List<Problem> refusals(Adapter adapter);

    /// What an adapter in force still lacks, and an operator can give it while the hub runs.
    List<Problem> lacks(Adapter adapter);
}
