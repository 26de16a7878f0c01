package org.florahub.delivery;

import java.util.UUID;

/// What lies between the hub and its partners inside the hub's own folders and queues, implemented by the edge: what
/// nobody has fetched yet, and copies of what was taken. An erasure reaches for it. Thread-safe.
public interface Spools {

    /// Takes back a document that its receiver has not fetched, with what lies beside it. Once is enough; twice does
    /// no harm.
    ///
    /// @param destination adapter
    /// @param delivery    its id
    /// @param name        of its document
    /// @return whether something was there
    /// @throws java.io.UncheckedIOException if it cannot be taken back; it is tried again later
    boolean withdraw(String destination, UUID delivery, String name);

    /// Deletes the copy of a file that was taken, and the answer to it, where an adapter keeps them.
    ///
    /// @throws java.io.UncheckedIOException if it cannot be deleted; it is tried again later
    void forgetCopy(String sender, String name);

    /// Writes the queues' journal anew without what has been taken out.
    ///
    /// @throws IllegalStateException if that failed; it is tried again later
    void compact();

    /// Whether so much waits for a destination that documents lie in files which go only as a whole, when it has
    /// fetched all in them: until then they may hold what was withdrawn.
    boolean isPaged(String destination);
}
