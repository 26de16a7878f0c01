package org.florahub.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Verifies a delivered file offline against the bundle that came with it.
public final class Verify {

    private static final long BUNDLE_BYTES_MAX = 256L << 20;
    private static final int BUFFER_BYTES = 64 << 10;

    private Verify() {}

    /// Where the bundle of a file lies: `NAME.proof` beside it.
    public static Path bundleOf(Path file) {
        return file.resolveSibling(nameOf(file) + ".proof");
    }

    /// Verifies a file.
    ///
    /// @param file   of any size
    /// @param bundle its proof bundle, at most 256 MiB
    /// @param log    keys that the caller trusts, obtained by another way than the file
    /// @throws IOException if file or bundle cannot be read
    public static Verdict verify(Path file, Path bundle, LogVerifier log) throws IOException {
        Hash delivered = sha256(file);
        if (Files.size(bundle) > BUNDLE_BYTES_MAX) {
            return new Verdict.Invalid("the bundle is larger than any that a hub writes");
        }
        try {
            return ProofBundle.parse(Files.readAllBytes(bundle)).verify(nameOf(file), delivered, log);
        } catch (InvalidProofException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
    }

    /// Verifies a file in the light of the erasures that the log holds.
    ///
    /// @param orders as the hub publishes them; the others of the log say nothing here
    /// @throws IOException if file or bundle cannot be read
    public static Verdict verify(Path file, Path bundle, LogVerifier log, List<AnchoredOrder> orders)
            throws IOException {
        return verify(file, bundle, log, Policy.NONE, orders);
    }

    /// Verifies a file in the light of the erasures that the log holds, and believes no checkpoint, be it the bundle's
    /// or that of an order which concerns it, that too few witnesses have cosigned.
    ///
    /// @param policy says how many are enough; its logs are not looked at
    /// @throws IOException if file or bundle cannot be read
    public static Verdict verify(Path file, Path bundle, LogVerifier log, Policy policy, List<AnchoredOrder> orders)
            throws IOException {
        try {
            orders.forEach(order -> order.verify(log));
        } catch (InvalidProofException e) {
            return new Verdict.Invalid("an erasure order: " + e.getMessage());
        }
        Verdict verdict = verify(file, bundle, log);
        try {
            return verdict instanceof Verdict.Valid valid ? judge(valid, policy, orders) : verdict;
        } catch (InvalidProofException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Verdict judge(Verdict.Valid valid, Policy policy, List<AnchoredOrder> orders) {
        Verdict verdict = judge(valid, orders);
        List<String> lacking = new ArrayList<>(policy.lacking(valid.checkpoint()));
        if (verdict instanceof Verdict.Erased erased) {
            orders.stream()
                    .filter(order -> !Collections.disjoint(order.order().indices(), erased.erased()))
                    .flatMap(order -> policy.lacking(order.checkpoint()).stream())
                    .map("an erasure order: "::concat)
                    .forEach(lacking::add);
        }
        return lacking.isEmpty() ? verdict : new Verdict.NotWitnessedEnough(valid, lacking);
    }

    private static Verdict judge(Verdict.Valid valid, List<AnchoredOrder> orders) {
        var erased = orders.stream()
                .flatMap(order -> order.order().indices().stream())
                .collect(Collectors.toSet());
        List<Long> here = valid.events().stream()
                .map(event -> event.proof().index())
                .filter(erased::contains)
                .sorted()
                .toList();
        return here.isEmpty() ? valid : new Verdict.Erased(valid, here);
    }

    private static String nameOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getFileName(), "a file has a name")
                .toString();
    }

    private static Hash sha256(Path file) throws IOException {
        var sha256 = Sha256.newDigest();
        var buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return Hash.owned(sha256.digest());
    }
}
