package org.florahub.adapter;

import org.jspecify.annotations.Nullable;

/// A part of the hub that works for each adapter in force: its channels, its courier. Told by [Reload] when the
/// folders change, for one adapter never twice at the same time.
public interface Follower {

    /// Begins to work for an adapter.
    ///
    /// @throws Exception if it cannot; [#withdraw] is called then, and it is tried again later
    void admit(Adapter adapter) throws Exception;

    /// Ends the work for an adapter. Returns when what it has at hand is finished, in the version it was begun with,
    /// however long that takes. Does nothing where there is nothing to end.
    ///
    /// @param successor the version that is admitted next, or `null` if none is
    void withdraw(Adapter adapter, @Nullable Adapter successor) throws Exception;
}
