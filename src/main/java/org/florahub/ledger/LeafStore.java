package org.florahub.ledger;

/// The durable total order of ledger entries: what the ledger asks of whatever stores them.
///
/// An entry below [#size()] is durable, never changes and never moves. Thread-safe.
public interface LeafStore {

    /// Durable entries. Never shrinks.
    long size();

    /// Hands over the entries `from` (included) to `to` (excluded) in order.
    ///
    /// @throws RuntimeException if they cannot be read; the ledger tries again later
    void entries(long from, long to, EntryConsumer consumer);

    /// Takes entries in order.
    @FunctionalInterface
    interface EntryConsumer {
        /// Takes the next entry.
        ///
        /// @param index from 0
        /// @param entry the bytes whose hash is the leaf; not kept or changed by the consumer
        void entry(long index, byte[] entry);
    }
}
