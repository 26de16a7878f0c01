package org.florahub.ledger;

import java.util.ArrayList;
import java.util.List;

/// Proves that a tree is the beginning of a later one: nothing was changed or removed in between.
///
/// A tree without leaves is the beginning of every tree; then the path is empty, as it is for equal sizes.
///
/// @param older leaves in the older tree
/// @param newer leaves in the newer tree
/// @param path  as in RFC 6962 section 2.1.2
public record ConsistencyProof(long older, long newer, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /// Follows the path (RFC 9162 section 2.1.4.2) with its last check: all of it is used and it ends at the top.
    ///
    /// @throws InvalidProofException unless both roots follow from it
    public void verify(Hash olderRoot, Hash newerRoot) {
        if (older < 0 || older > newer) {
            throw new InvalidProofException("found sizes %d and %d, expected growth".formatted(older, newer));
        }
        if (older == 0 || older == newer) {
            Hash expected = older == newer ? newerRoot : TreeHash.EMPTY;
            if (!path.isEmpty() || !olderRoot.equals(expected) || (newer == 0 && !newerRoot.equals(TreeHash.EMPTY))) {
                throw contradiction();
            }
            return;
        }
        follow(olderRoot, newerRoot);
    }

    private void follow(Hash olderRoot, Hash newerRoot) {
        var hashes = new ArrayList<Hash>();
        if (Long.bitCount(older) == 1) {
            hashes.add(olderRoot);
        }
        hashes.addAll(path);
        int complete = Long.numberOfTrailingZeros(older);
        long node = (older - 1) >>> complete;
        long last = (newer - 1) >>> complete;
        if (hashes.isEmpty()) {
            throw contradiction();
        }
        Hash olderHash = hashes.getFirst();
        Hash newerHash = olderHash;
        for (Hash hash : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                throw contradiction();
            }
            if ((node & 1) == 1 || node == last) {
                olderHash = TreeHash.node(hash, olderHash);
                newerHash = TreeHash.node(hash, newerHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                newerHash = TreeHash.node(newerHash, hash);
            }
            node >>>= 1;
            last >>>= 1;
        }
        if (last != 0 || !olderHash.equals(olderRoot) || !newerHash.equals(newerRoot)) {
            throw contradiction();
        }
    }

    private InvalidProofException contradiction() {
        return new InvalidProofException(
                "the tree of %d leaves is not shown to begin with that of %d".formatted(newer, older));
    }
}
