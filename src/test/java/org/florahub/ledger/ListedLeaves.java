package org.florahub.ledger;

import java.util.ArrayList;
import java.util.List;

/// Entries in a list, as durable as a test needs them. Tests damage it in the ways in which a store can be wrong.
final class ListedLeaves implements LeafStore {

    private final List<byte[]> entries = new ArrayList<>();
    private boolean failing;

    synchronized ListedLeaves add(int count) {
        for (int i = 0; i < count; i++) {
            entries.add(NaiveTree.entry(entries.size()));
        }
        return this;
    }

    synchronized ListedLeaves add(byte[] entry) {
        entries.add(entry);
        return this;
    }

    synchronized void change(int index) {
        entries.set(index, new byte[] {0});
    }

    synchronized void shrinkTo(int size) {
        entries.subList(size, entries.size()).clear();
    }

    synchronized void fail(boolean fails) {
        failing = fails;
    }

    synchronized Hash root() {
        return NaiveTree.root(entries);
    }

    synchronized Hash rootOf(int size) {
        return NaiveTree.root(entries.subList(0, size));
    }

    synchronized Hash[] hashes(int count) {
        return entries.stream().limit(count).map(TreeHash::leaf).toArray(Hash[]::new);
    }

    @Override
    public synchronized long size() {
        return entries.size();
    }

    @Override
    public synchronized void entries(long from, long to, EntryConsumer consumer) {
        for (long index = from; index < to; index++) {
            if (failing && index > from) {
                throw new IllegalStateException("the store does not answer");
            }
            consumer.entry(index, entries.get((int) index));
        }
    }
}
