package org.florahub.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
