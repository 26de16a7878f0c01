package org.florahub.record;

import java.util.Set;

/// Is told after each commit that added something. Called on the writer thread: it may set a signal, no more.
@FunctionalInterface
public interface CommitListener {

    /// Something has become durable.
    ///
    /// @param leaves       number of ledger leaves that are durable now
    /// @param destinations those that got something to deliver
    void committed(long leaves, Set<String> destinations);
}
