package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeProofTest {

    private static final List<byte[]> ENTRIES = NaiveTree.entries(600);

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void givesTheRootsThatOtherImplementationsOfRfc6962Publish(int size, String root) {
        var edge = new Edge();
        List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
                .subList(0, size)
                .forEach(entry -> append(edge, HexFormat.of().parseHex(entry)));

        assertThat(HexFormat.of().formatHex(edge.root().bytes())).isEqualTo(root);
    }

    @Test
    void theEdgeGivesTheRootOfEverySize() {
        var edge = new Edge();
        for (int size = 0; size < 300; size++) {
            assertThat(edge.root()).isEqualTo(NaiveTree.root(ENTRIES.subList(0, size)));
            assertThat(Edge.of(size, nodes(size)).root()).isEqualTo(edge.root());
            append(edge, ENTRIES.get(size));
        }
    }

    @Test
    void aCopyOfTheEdgeGrowsOnItsOwn() {
        var edge = new Edge();
        ENTRIES.subList(0, 7).forEach(entry -> append(edge, entry));
        Hash root = edge.root();

        append(edge.copy(), ENTRIES.get(7));

        assertThat(edge.root()).isEqualTo(root);
        assertThat(edge.size()).isEqualTo(7);
    }

    @Test
    void provesEveryLeafOfEverySmallTree() {
        for (int size = 1; size <= 70; size++) {
            Hash root = NaiveTree.root(ENTRIES.subList(0, size));
            for (int index = 0; index < size; index++) {
                InclusionProof proof = nodes(size).inclusion(index, size);

                assertThat(proof.path()).isEqualTo(NaiveTree.path(index, ENTRIES.subList(0, size)));
                proof.verify(ENTRIES.get(index), root);
            }
        }
    }

    @Test
    void provesThatEverySmallTreeBeginsWithEverySmallerOne() {
        for (int newer = 0; newer <= 70; newer++) {
            Hash newerRoot = NaiveTree.root(ENTRIES.subList(0, newer));
            for (int older = 0; older <= newer; older++) {
                ConsistencyProof proof = nodes(newer).consistency(older, newer);

                if (older > 0) {
                    assertThat(proof.path()).isEqualTo(NaiveTree.proof(older, ENTRIES.subList(0, newer)));
                }
                proof.verify(NaiveTree.root(ENTRIES.subList(0, older)), newerRoot);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void refusesInclusionProofsWithAnyPartChanged(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int size = 1 + random.nextInt(ENTRIES.size());
            int index = random.nextInt(size);
            Hash root = NaiveTree.root(ENTRIES.subList(0, size));
            InclusionProof proof = nodes(size).inclusion(index, size);
            byte[] entry = ENTRIES.get(index);

            proof.verify(entry, root);
            refuses(proof, NaiveTree.entry(1000), root);
            refuses(proof, entry, Hash.ofContent(entry));
            for (long other : List.of(index - 1L, index + 1L, index ^ 1L, (long) random.nextInt(size), (long) size)) {
                if (other != index) {
                    refuses(new InclusionProof(other, size, proof.path()), entry, root);
                }
            }
            for (List<Hash> path : changes(proof.path(), random)) {
                refuses(new InclusionProof(index, size, path), entry, root);
            }
        }
    }

    /// The size is not hashed into the root: what is refused is a size whose tree has another shape at that leaf.
    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void refusesInclusionProofsForASizeOfAnotherShape(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int size = 2 + random.nextInt(ENTRIES.size() - 2);
            int index = random.nextInt(size);
            Hash root = NaiveTree.root(ENTRIES.subList(0, size));
            InclusionProof proof = nodes(size).inclusion(index, size);

            refuses(new InclusionProof(index, index, proof.path()), ENTRIES.get(index), root);
            refuses(
                    new InclusionProof(index, 2L * Integer.highestOneBit(size) + size, proof.path()),
                    ENTRIES.get(index),
                    root);
            refuses(new InclusionProof(index, Long.MAX_VALUE, proof.path()), ENTRIES.get(index), root);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void refusesConsistencyProofsWithAnyPartChanged(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int newer = 2 + random.nextInt(ENTRIES.size() - 2);
            int older = 1 + random.nextInt(newer - 1);
            Hash olderRoot = NaiveTree.root(ENTRIES.subList(0, older));
            Hash newerRoot = NaiveTree.root(ENTRIES.subList(0, newer));
            ConsistencyProof proof = nodes(newer).consistency(older, newer);

            proof.verify(olderRoot, newerRoot);
            refuses(proof, newerRoot, newerRoot);
            refuses(proof, olderRoot, olderRoot);
            refuses(proof, TreeHash.EMPTY, newerRoot);
            refuses(new ConsistencyProof(newer, older, proof.path()), newerRoot, olderRoot);
            refuses(new ConsistencyProof(older, older, proof.path()), olderRoot, newerRoot);
            for (List<Hash> path : changes(proof.path(), random)) {
                refuses(new ConsistencyProof(older, newer, path), olderRoot, newerRoot);
            }
        }
    }

    @Test
    void aTreeWithoutLeavesIsTheBeginningOfEveryTreeAndOfNothingElse() {
        Hash root = NaiveTree.root(ENTRIES.subList(0, 5));

        new ConsistencyProof(0, 5, List.of()).verify(TreeHash.EMPTY, root);
        new ConsistencyProof(0, 0, List.of()).verify(TreeHash.EMPTY, TreeHash.EMPTY);
        refuses(new ConsistencyProof(0, 5, List.of(root)), TreeHash.EMPTY, root);
        refuses(new ConsistencyProof(0, 5, List.of()), root, root);
        refuses(new ConsistencyProof(0, 0, List.of()), root, root);
        refuses(new ConsistencyProof(5, 5, List.of(root)), root, root);
        refuses(new ConsistencyProof(4, 5, List.of()), root, root);
        refuses(new ConsistencyProof(3, 5, List.of()), root, root);
        refuses(new ConsistencyProof(-1, 5, List.of()), root, root);
        refuses(new InclusionProof(0, 0, List.of()), ENTRIES.getFirst(), TreeHash.EMPTY);
        refuses(new InclusionProof(-1, 5, List.of()), ENTRIES.getFirst(), root);
    }

    @Test
    void provesNothingThatIsNotInTheTree() {
        assertThatThrownBy(() -> nodes(5).inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nodes(5).inclusion(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nodes(5).consistency(6, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nodes(5).consistency(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Paths that differ: one bit in each hash, one hash missing, one doubled, two exchanged, one more.
    private static List<List<Hash>> changes(List<Hash> path, Random random) {
        List<List<Hash>> changes = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            byte[] flipped = path.get(i).bytes();
            flipped[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
            changes.add(with(path, i, Hash.of(flipped)));
            changes.add(IntStream.range(0, path.size())
                    .filter(without(i))
                    .mapToObj(path::get)
                    .toList());
            changes.add(doubled(path, i));
        }
        if (path.size() > 1) {
            changes.add(path.reversed());
        }
        changes.add(doubled(path, -1));
        return changes;
    }

    private static java.util.function.IntPredicate without(int i) {
        return position -> position != i;
    }

    private static List<Hash> with(List<Hash> path, int position, Hash hash) {
        var changed = new ArrayList<>(path);
        changed.set(position, hash);
        return changed;
    }

    private static List<Hash> doubled(List<Hash> path, int position) {
        var changed = new ArrayList<>(path);
        changed.add(Math.max(0, position), position < 0 ? TreeHash.EMPTY : path.get(position));
        return changed;
    }

    private static void refuses(InclusionProof proof, byte[] entry, Hash root) {
        assertThatThrownBy(() -> proof.verify(entry, root)).isInstanceOf(InvalidProofException.class);
    }

    private static void refuses(ConsistencyProof proof, Hash olderRoot, Hash newerRoot) {
        assertThatThrownBy(() -> proof.verify(olderRoot, newerRoot)).isInstanceOf(InvalidProofException.class);
    }

    private static void append(Edge edge, byte[] entry) {
        edge.append(TreeHash.leaf(entry), (_, _, _) -> {});
    }

    private static Nodes nodes(int size) {
        return (level, index) -> {
            int from = (int) (index << level);
            assertThat(from + (1 << level))
                    .as("only complete subtrees are asked for")
                    .isLessThanOrEqualTo(size);
            return NaiveTree.root(ENTRIES.subList(from, from + (1 << level)));
        };
    }
}
