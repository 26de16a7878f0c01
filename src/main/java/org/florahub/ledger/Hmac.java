package org.florahub.ledger;

import java.security.MessageDigest;
import java.util.Arrays;

/// HMAC-SHA-256 (RFC 2104) with keys of exactly 32 bytes, and the one step of HKDF-Expand (RFC 5869) that gives 32
/// bytes. It is built on SHA-256 itself: every key is used once or twice only, and a `Mac` spends more on taking a
/// key than on hashing.
///
/// Other key lengths are refused because HMAC pads short keys and hashes long ones, so that two different keys could
/// give the same value.
final class Hmac {

    static final int KEY_BYTES = 32;

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final byte[] FIRST = {1};

    private Hmac() {}

    /// HMAC(key, parts in a row): 32 bytes.
    static byte[] of(byte[] key, byte[]... parts) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key is 32 bytes, not " + key.length);
        }
        MessageDigest sha256 = Sha256.digest();
        sha256.update(padded(key, INNER));
        for (byte[] part : parts) {
            sha256.update(part);
        }
        byte[] inner = sha256.digest();
        sha256.update(padded(key, OUTER));
        return sha256.digest(inner);
    }

    /// HKDF-Expand(key, info) of 32 bytes: `HMAC(key, info ‖ 0x01)`.
    static byte[] expand(byte[] key, byte[] info) {
        return of(key, info, FIRST);
    }

    private static byte[] padded(byte[] key, byte pad) {
        byte[] block = new byte[BLOCK_BYTES];
        Arrays.fill(block, pad);
        for (int i = 0; i < KEY_BYTES; i++) {
            block[i] ^= key[i];
        }
        return block;
    }
}
