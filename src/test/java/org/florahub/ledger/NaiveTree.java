package org.florahub.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RFC 6962 section 2.1 word for word, slow: what the fast tree is compared with.
final class NaiveTree {

    private NaiveTree() {}

    /// Entries that differ.
    static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(i));
        }
        return entries;
    }

    static byte[] entry(long index) {
        return ("entry " + index).getBytes(StandardCharsets.US_ASCII);
    }

    static Hash root(List<byte[]> entries) {
        return switch (entries.size()) {
            case 0 -> Hash.ofContent(new byte[0]);
            case 1 -> TreeHash.leaf(entries.getFirst());
            default -> {
                int k = split(entries.size());
                yield TreeHash.node(root(entries.subList(0, k)), root(entries.subList(k, entries.size())));
            }
        };
    }

    /// `PATH(m, D[n])`
    static List<Hash> path(int m, List<byte[]> entries) {
        int n = entries.size();
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        List<Hash> path = new ArrayList<>(m < k ? path(m, entries.subList(0, k)) : path(m - k, entries.subList(k, n)));
        path.add(m < k ? root(entries.subList(k, n)) : root(entries.subList(0, k)));
        return path;
    }

    /// `PROOF(m, D[n])`
    static List<Hash> proof(int m, List<byte[]> entries) {
        return subproof(m, entries, true);
    }

    private static List<Hash> subproof(int m, List<byte[]> entries, boolean known) {
        int n = entries.size();
        if (m == n) {
            return known ? List.of() : List.of(root(entries));
        }
        int k = split(n);
        List<Hash> proof = new ArrayList<>(
                m <= k ? subproof(m, entries.subList(0, k), known) : subproof(m - k, entries.subList(k, n), false));
        proof.add(m <= k ? root(entries.subList(k, n)) : root(entries.subList(0, k)));
        return proof;
    }

    /// The root that `PATH(m, D[n])` read backwards leads to, or nothing where no tree has a path of this shape.
    static Optional<Hash> rootOf(long m, long n, Hash leaf, List<Hash> path) {
        if (m < 0 || m >= n || (n == 1) != path.isEmpty()) {
            return Optional.empty();
        }
        if (n == 1) {
            return Optional.of(leaf);
        }
        long k = Long.highestOneBit(n - 1);
        List<Hash> lower = path.subList(0, path.size() - 1);
        return m < k
                ? rootOf(m, k, leaf, lower).map(left -> TreeHash.node(left, path.getLast()))
                : rootOf(m - k, n - k, leaf, lower).map(right -> TreeHash.node(path.getLast(), right));
    }

    /// The roots of the trees of `m` and of `n` leaves that `PROOF(m, D[n])` read backwards leads to, for `0 < m < n`.
    ///
    /// @param known the root of the `m` leaves as the verifier holds it
    static Optional<Roots> rootsOf(long m, long n, Hash known, List<Hash> proof) {
        return m <= 0 || m >= n ? Optional.empty() : subproofRoots(m, n, Optional.of(known), proof);
    }

    /// Two tree heads.
    record Roots(Hash older, Hash newer) {}

    private static Optional<Roots> subproofRoots(long m, long n, Optional<Hash> known, List<Hash> proof) {
        if (m == n) {
            return proof.size() == (known.isPresent() ? 0 : 1)
                    ? Optional.of(known.or(() -> Optional.of(proof.getFirst())).orElseThrow())
                            .map(hash -> new Roots(hash, hash))
                    : Optional.empty();
        }
        if (proof.isEmpty()) {
            return Optional.empty();
        }
        long k = Long.highestOneBit(n - 1);
        Hash last = proof.getLast();
        List<Hash> lower = proof.subList(0, proof.size() - 1);
        return m <= k
                ? subproofRoots(m, k, known, lower)
                        .map(left -> new Roots(left.older(), TreeHash.node(left.newer(), last)))
                : subproofRoots(m - k, n - k, Optional.empty(), lower)
                        .map(right ->
                                new Roots(TreeHash.node(last, right.older()), TreeHash.node(last, right.newer())));
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
