package org.florahub.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Up to 256 neighbouring entries as they are served (c2sp.org/tlog-tiles, section "Log Entries"): each after its
/// length in two bytes, the higher first.
final class EntryBundle {

    private static final int ENTRY_MAX = 0xffff;

    private EntryBundle() {}

    /// @throws IllegalArgumentException if an entry has more than 65,535 bytes
    static byte[] bytes(List<byte[]> entries) {
        var bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > ENTRY_MAX) {
                throw new IllegalArgumentException("An entry of %d bytes fits no bundle".formatted(entry.length));
            }
            bundle.write(entry.length >>> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /// Reads a bundle.
    ///
    /// @param count how many entries it must have
    /// @throws InvalidProofException if it holds more or fewer, or ends within one
    static List<byte[]> entries(byte[] bundle, int count) {
        var rest = ByteBuffer.wrap(bundle);
        var entries = new ArrayList<byte[]>(count);
        while (rest.remaining() >= Short.BYTES) {
            byte[] entry = new byte[Short.toUnsignedInt(rest.getShort())];
            if (entry.length > rest.remaining()) {
                throw new InvalidProofException("found a bundle that ends within an entry");
            }
            rest.get(entry);
            entries.add(entry);
        }
        if (rest.hasRemaining() || entries.size() != count) {
            throw new InvalidProofException(
                    "found a bundle of %d entries, expected %d".formatted(entries.size(), count));
        }
        return entries;
    }
}
