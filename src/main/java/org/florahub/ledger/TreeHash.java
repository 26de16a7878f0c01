package org.florahub.ledger;

import java.security.DigestException;

/// The hashing of RFC 6962 section 2.1: leaves and inner nodes never collide because their first byte differs.
final class TreeHash {

    /// The root of the tree without leaves: SHA-256 of nothing.
    static final Hash EMPTY = Hash.ofContent(new byte[0]);

    private TreeHash() {}

    /// `SHA-256(0x00 ‖ entry)`
    static Hash leaf(byte[] entry) {
        var sha256 = Sha256.digest();
        sha256.update((byte) 0);
        return Hash.owned(sha256.digest(entry));
    }

    /// `SHA-256(0x01 ‖ left ‖ right)`
    static Hash node(Hash left, Hash right) {
        var sha256 = Sha256.digest();
        sha256.update((byte) 1);
        sha256.update(left.shared());
        return Hash.owned(sha256.digest(right.shared()));
    }

    /// The node over two hashes that lie side by side in an array.
    ///
    /// @param children holds left and right from `from` on
    /// @param target   gets the node's hash from `to` on
    static void node(byte[] children, int from, byte[] target, int to) {
        var sha256 = Sha256.digest();
        sha256.update((byte) 1);
        sha256.update(children, from, 2 * Hash.BYTES);
        try {
            sha256.digest(target, to, Hash.BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 is 32 bytes", impossible);
        }
    }
}
