package org.florahub;

import org.florahub.adapter.Adapter;
import org.florahub.adapter.Follower;
import org.florahub.intake.Intake;
import org.jspecify.annotations.Nullable;

/// Finishes the long messages of an adapter that waited for it, or for a version of its transform, to be in force.
///
/// @param intake reads them on
record Resumption(Intake intake) implements Follower {

    @Override
    public void admit(Adapter adapter) {
        intake.resumeUnfinished(adapter.name());
    }

    @Override
    public void withdraw(Adapter adapter, @Nullable Adapter successor) {}
}
