package org.florahub.ledger;

/// The right edge of a Merkle tree (a compact range): the roots of its complete subtrees, one for each bit of its
/// size. All that is needed to append and to know the root, in O(log n) space. Not thread-safe.
final class Edge {

    private static final int LEVELS = 63;

    private final Hash[] peaks;
    private long size;

    Edge() {
        this(0, new Hash[LEVELS]);
    }

    private Edge(long size, Hash[] peaks) {
        this.size = size;
        this.peaks = peaks;
    }

    /// The edge of a tree of which every complete subtree is known.
    static Edge of(long size, Nodes nodes) {
        var edge = new Edge(size, new Hash[LEVELS]);
        long start = 0;
        for (int level = LEVELS - 1; level >= 0; level--) {
            if (((size >>> level) & 1) == 1) {
                edge.peaks[level] = nodes.node(level, start >>> level);
                start += 1L << level;
            }
        }
        return edge;
    }

    long size() {
        return size;
    }

    /// Appends a leaf and tells `completed` of it and of every subtree that it completes, lowest first.
    void append(Hash leaf, Completed completed) {
        Hash node = leaf;
        int level = 0;
        completed.node(0, size, node);
        while (((size >>> level) & 1) == 1) {
            node = TreeHash.node(peaks[level], node);
            level++;
            completed.node(level, size >>> level, node);
        }
        peaks[level] = node;
        size++;
    }

    /// The root; [TreeHash#EMPTY] for no leaves.
    Hash root() {
        if (size == 0) {
            return TreeHash.EMPTY;
        }
        int level = Long.numberOfTrailingZeros(size);
        Hash root = peaks[level];
        for (level++; level < LEVELS; level++) {
            if (((size >>> level) & 1) == 1) {
                root = TreeHash.node(peaks[level], root);
            }
        }
        return root;
    }

    Edge copy() {
        return new Edge(size, peaks.clone());
    }

    /// Hears of complete subtrees.
    @FunctionalInterface
    interface Completed {
        /// A subtree has become complete.
        ///
        /// @param level of the subtree: it has 2^level leaves
        /// @param index of the subtree on its level, from 0 on the left
        void node(int level, long index, Hash hash);
    }
}
