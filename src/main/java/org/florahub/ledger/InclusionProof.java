package org.florahub.ledger;

import java.util.List;

/// Proves that a leaf stands at an index of a tree.
///
/// @param index of the leaf, from 0
/// @param size  leaves in the tree
/// @param path  siblings from the leaf up to the root
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /// Follows the path (RFC 9162 section 2.1.3.2), with its last check: all of the path is used and it ends at the
    /// top, so that no other index is accepted.
    ///
    /// @throws InvalidProofException unless it leads from the entry's leaf to `root`
    public void verify(byte[] entry, Hash root) {
        if (!rootFrom(TreeHash.leaf(entry)).equals(root)) {
            throw new InvalidProofException(
                    "the path from leaf %d does not lead to the root of the checkpoint".formatted(index));
        }
    }

    Hash rootFrom(Hash leaf) {
        if (index < 0 || index >= size) {
            throw new InvalidProofException("found leaf %d, expected one of %d".formatted(index, size));
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                throw new InvalidProofException("the path of leaf %d is too long".formatted(index));
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.node(sibling, hash);
                while ((node & 1) == 0) { // not 0: it equals last
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = TreeHash.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            throw new InvalidProofException("the path of leaf %d is too short".formatted(index));
        }
        return hash;
    }
}
