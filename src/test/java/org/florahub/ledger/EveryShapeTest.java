package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both verifiers against the definitions of RFC 6962 read backwards: for every claim about a small tree, whatever is
/// wrong with it, they accept exactly what the definition accepts.
class EveryShapeTest {

    private static final int TREE = 20;
    private static final int CLAIMED = 34;
    private static final List<byte[]> ENTRIES = NaiveTree.entries(TREE);

    @Test
    void anInclusionProofIsAcceptedForExactlyTheIndicesAndSizesThatItsPathFits() {
        int accepted = 0;
        for (int size = 1; size <= TREE; size++) {
            Hash root = root(size);
            for (int index = 0; index < size; index++) {
                List<Hash> path = NaiveTree.path(index, ENTRIES.subList(0, size));
                for (int claimedSize = -1; claimedSize <= CLAIMED; claimedSize++) {
                    for (int claimed = -1; claimed <= claimedSize; claimed++) {
                        accepted += inclusion(claimed, claimedSize, path, ENTRIES.get(index), root);
                    }
                }
            }
        }
        assertThat(accepted).as("the true claims are among them").isGreaterThanOrEqualTo(TREE * (TREE + 1) / 2);
    }

    @Test
    void aConsistencyProofIsAcceptedForExactlyTheSizesThatItsPathFits() {
        int accepted = 0;
        for (int newer = 2; newer <= TREE; newer++) {
            for (int older = 1; older < newer; older++) {
                List<Hash> path = NaiveTree.proof(older, ENTRIES.subList(0, newer));
                for (int claimedNewer = 2; claimedNewer <= CLAIMED; claimedNewer++) {
                    for (int claimed = 1; claimed < claimedNewer; claimed++) {
                        accepted += consistency(claimed, claimedNewer, path, root(older), root(newer));
                    }
                }
            }
        }
        assertThat(accepted).as("the true claims are among them").isGreaterThanOrEqualTo(TREE * (TREE - 1) / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void pathsThatWereCutLengthenedShuffledOrExchangedAreJudgedAsTheDefinitionDoes(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int size = 2 + random.nextInt(TREE - 1);
            int index = random.nextInt(size);
            int older = 1 + random.nextInt(size - 1);
            List<byte[]> entries = ENTRIES.subList(0, size);

            inclusion(index, size, mangled(NaiveTree.path(index, entries), random), ENTRIES.get(index), root(size));
            consistency(older, size, mangled(NaiveTree.proof(older, entries), random), root(older), root(size));
        }
    }

    @ParameterizedTest
    @MethodSource("hugeTrees")
    void treesOfAnySizeThatALongCanCountAreJudgedAsTheDefinitionDoes(long index, long size) {
        var random = new Random(size);
        Hash leaf = TreeHash.leaf(ENTRIES.getFirst());
        for (int length = 0; length <= 64; length++) {
            List<Hash> path = random.ints(length)
                    .mapToObj(number -> Hash.ofContent(new byte[] {(byte) number}))
                    .toList();
            Optional<Hash> root = NaiveTree.rootOf(index, size, leaf, path);

            inclusion(index, size, path, ENTRIES.getFirst(), root.orElse(leaf));
        }
    }

    static Stream<Arguments> hugeTrees() {
        return LongStream.of(1L << 62, (1L << 62) + 1, (1L << 40) - 1, 40_000_000L, Long.MAX_VALUE)
                .boxed()
                .flatMap(size ->
                        LongStream.of(0, size / 3, size - 1, size).mapToObj(index -> Arguments.of(index, size)));
    }

    private static int inclusion(long index, long size, List<Hash> path, byte[] entry, Hash root) {
        boolean right =
                NaiveTree.rootOf(index, size, TreeHash.leaf(entry), path).equals(Optional.of(root));

        assertThat(accepts(() -> new InclusionProof(index, size, path).verify(entry, root)))
                .as("leaf %d of %d by %d hashes", index, size, path.size())
                .isEqualTo(right);
        return right ? 1 : 0;
    }

    private static int consistency(long older, long newer, List<Hash> path, Hash olderRoot, Hash newerRoot) {
        boolean right = NaiveTree.rootsOf(older, newer, olderRoot, path)
                .equals(Optional.of(new NaiveTree.Roots(olderRoot, newerRoot)));

        assertThat(accepts(() -> new ConsistencyProof(older, newer, path).verify(olderRoot, newerRoot)))
                .as("%d to %d by %d hashes", older, newer, path.size())
                .isEqualTo(right);
        return right ? 1 : 0;
    }

    private static boolean accepts(Runnable verification) {
        Throwable refusal = catchThrowable(verification::run);
        assertThat(refusal)
                .as("nothing but a refusal")
                .matches(found -> found == null || found.getClass() == InvalidProofException.class);
        return refusal == null;
    }

    private static List<Hash> mangled(List<Hash> path, Random random) {
        var mangled = new ArrayList<>(path);
        switch (random.nextInt(5)) {
            case 0 -> Collections.shuffle(mangled, random);
            case 1 -> mangled.removeIf(_ -> random.nextInt(4) == 0);
            case 2 -> mangled.add(random.nextInt(mangled.size() + 1), root(1 + random.nextInt(TREE)));
            case 3 -> mangled.replaceAll(hash -> random.nextInt(4) == 0 ? root(1 + random.nextInt(TREE)) : hash);
            default -> mangled.addAll(path.subList(0, random.nextInt(path.size() + 1)));
        }
        return mangled;
    }

    private static Hash root(int size) {
        return NaiveTree.root(ENTRIES.subList(0, size));
    }
}
