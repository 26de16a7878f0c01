package org.florahub.vault;

import java.security.SecureRandom;
import java.util.Arrays;

/// Random bytes from the system, fetched by the block: a call for each key or nonce would cost more than the
/// encryption. Thread-safe. Bytes handed out are forgotten at once.
final class RandomBytes {

    private final SecureRandom source = new SecureRandom();
    private final byte[] block = new byte[4096];
    private int used = block.length;

    /// @param length of the result, at most 64
    synchronized byte[] next(int length) {
        if (used + length > block.length) {
            source.nextBytes(block);
            used = 0;
        }
        byte[] bytes = Arrays.copyOfRange(block, used, used + length);
        Arrays.fill(block, used, used + length, (byte) 0);
        used += length;
        return bytes;
    }
}
