package org.florahub.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The complete subtrees of a Merkle tree, and the proofs that they give (RFC 6962 sections 2.1.1 and 2.1.2).
@FunctionalInterface
interface Nodes {

    /// The root of the complete subtree of 2^level leaves that begins at leaf `index * 2^level`.
    Hash node(int level, long index);

    /// The root of the first `size` leaves.
    default Hash root(long size) {
        return size == 0 ? TreeHash.EMPTY : range(0, size);
    }

    /// Proves that leaf `index` is in the tree of the first `size` leaves.
    default InclusionProof inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("Leaf %d is not in a tree of %d leaves".formatted(index, size));
        }
        var path = new ArrayList<Hash>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long split = from + split(to - from);
            if (index < split) {
                path.add(range(split, to));
                to = split;
            } else {
                path.add(range(from, split));
                from = split;
            }
        }
        return new InclusionProof(index, size, path.reversed());
    }

    /// Proves that the tree of `older` leaves is the beginning of the tree of `newer` leaves. Empty when `older` is
    /// 0.
    default ConsistencyProof consistency(long older, long newer) {
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException("No tree of %d leaves begins with %d".formatted(newer, older));
        }
        return new ConsistencyProof(older, newer, older == 0 ? List.of() : consistencyPath(older, newer));
    }

    private List<Hash> consistencyPath(long older, long newer) {
        var path = new ArrayList<Hash>();
        long from = 0;
        long to = newer;
        boolean verifierHasIt = true;
        while (older != to) {
            long split = from + split(to - from);
            if (older <= split) {
                path.add(range(split, to));
                to = split;
            } else {
                path.add(range(from, split));
                from = split;
                verifierHasIt = false;
            }
        }
        if (!verifierHasIt) {
            path.add(range(from, to));
        }
        Collections.reverse(path);
        return path;
    }

    /// The root of the leaves from `from` to before `to`, where `from` is where RFC 6962 would split.
    private Hash range(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return node(level, from >>> level);
        }
        long split = from + split(count);
        return TreeHash.node(range(from, split), range(split, to));
    }

    /// The largest power of two below `count`.
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
