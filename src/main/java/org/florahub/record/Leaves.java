package org.florahub.record;

import java.util.function.LongSupplier;
import org.florahub.ledger.LeafStore;
import org.florahub.vault.Prepared;

/// The ledger's view of the store.
final class Leaves implements LeafStore {

    /// Leaves handed over with one read.
    private static final int PAGE = 4_096;

    private final LongSupplier size;
    private final Readers readers;

    Leaves(LongSupplier size, Readers readers) {
        this.size = size;
        this.readers = readers;
    }

    @Override
    public long size() {
        return size.getAsLong();
    }

    @Override
    public void entries(long from, long to, EntryConsumer consumer) {
        for (long next = from; next < to; next += PAGE) {
            page(next, Math.min(to, next + PAGE), consumer);
        }
    }

    private void page(long from, long to, EntryConsumer consumer) {
        long read = readers.read(connection -> {
            var expected = new long[] {from};
            new Prepared(connection, "SELECT idx, entry FROM leaf WHERE idx >= ? AND idx < ? ORDER BY idx")
                    .all(
                            row -> {
                                if (row.getLong(1) == expected[0]) {
                                    consumer.entry(expected[0]++, row.getBytes(2));
                                }
                                return 0;
                            },
                            from,
                            to);
            return expected[0];
        });
        if (read != to) {
            throw new StoreUnavailableException(
                    "The store: found no ledger leaf %d, expected one of %d. Restore the data folder from its backup."
                            .formatted(read, to),
                    null);
        }
    }
}
