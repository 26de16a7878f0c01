package org.florahub.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Which leaves of the log have been erased: the entry that an erasure leaves in the log, in the clear, since it is
/// about leaves and about nobody.
///
/// ```
/// entry = 0x03 ‖ index_1 ‖ … ‖ index_n          each 8 bytes, big-endian, ascending
/// ```
///
/// @param indices 1 to [#INDICES_MAX], ascending, none twice
public record ErasureOrder(List<Long> indices) {

    /// First byte of an entry that is an order.
    public static final byte ORDER = 3;

    /// More leaves than these need a second order: an entry bundle counts an entry's length with 16 bits.
    public static final int INDICES_MAX = 8_000;

    public ErasureOrder {
        indices = List.copyOf(indices);
        if (indices.isEmpty() || indices.size() > INDICES_MAX) {
            throw new InvalidProofException(
                    "found an order over %d leaves, expected 1 to %d".formatted(indices.size(), INDICES_MAX));
        }
        long before = -1;
        for (long index : indices) {
            if (index <= before) {
                throw new InvalidProofException("found an order whose leaves do not ascend");
            }
            before = index;
        }
    }

    /// Reads an entry.
    ///
    /// @throws InvalidProofException if it is no order
    public static ErasureOrder parse(byte[] entry) {
        if (entry.length == 0 || entry[0] != ORDER || entry.length % Long.BYTES != 1) {
            throw new InvalidProofException("found an entry that is not an erasure order");
        }
        var bytes = ByteBuffer.wrap(entry, 1, entry.length - 1);
        var indices = new ArrayList<Long>();
        while (bytes.hasRemaining()) {
            indices.add(bytes.getLong());
        }
        return new ErasureOrder(indices);
    }

    /// The ledger entry.
    public byte[] entry() {
        var bytes = ByteBuffer.allocate(1 + indices.size() * Long.BYTES).put(ORDER);
        indices.forEach(bytes::putLong);
        return bytes.array();
    }
}
