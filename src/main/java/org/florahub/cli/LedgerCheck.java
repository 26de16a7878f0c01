package org.florahub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.florahub.ledger.InvalidProofException;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LedgerMismatchException;
import org.florahub.ledger.LogVerifier;
import org.florahub.ledger.Verdict;
import org.florahub.ledger.VerifierKey;
import org.florahub.ledger.Verify;

/// Checks the ledger of a demonstration as an auditor would: signatures by the published keys, every entry hashed
/// again, one proof, and that the same proof fails for a file with one changed byte.
final class LedgerCheck {

    private static final long WAIT_SECONDS = 10;

    private final Path data;
    private final PrintWriter out;
    private final List<String> complaints;

    /// @param complaints gets whatever does not add up
    LedgerCheck(Path data, PrintWriter out, List<String> complaints) {
        this.data = data;
        this.out = out;
        this.complaints = complaints;
    }

    /// Verifies the last checkpoint and all entries under it.
    ///
    /// @param events that must be in it, each as one leaf
    /// @return how many entries were verified
    long leaves(Ledger ledger, int events) throws IOException {
        waitFor(() -> ledger.size() >= events && ledger.pending() == 0);
        try {
            keys().verify(ledger.latest());
            long leaves = ledger.audit();
            if (leaves != events) {
                complaints.add("ledger: %d leaves under the last checkpoint, expected %d".formatted(leaves, events));
            }
            return leaves;
        } catch (InvalidProofException | LedgerMismatchException e) {
            complaints.add("ledger: " + e.getMessage());
            return 0;
        }
    }

    /// Verifies the proof bundle of a delivered file.
    void proof(Path file) throws IOException {
        Path bundle = Verify.bundleOf(file);
        if (!waitFor(() -> Files.exists(bundle))) {
            complaints.add("proof: no %s within %d s".formatted(bundle.getFileName(), WAIT_SECONDS));
            return;
        }
        switch (Verify.verify(file, bundle, keys())) {
            case Verdict.Valid valid ->
                out.printf(
                        "%nproof     VALID: %s, %d events, ledger of %d leaves%n",
                        file.getFileName(),
                        valid.events().size(),
                        valid.checkpoint().size());
            case Verdict.Erased _, Verdict.NotWitnessedEnough _ ->
                complaints.add("proof: nothing was erased, and no policy given");
            case Verdict.Unchecked(String reason) -> complaints.add("proof: " + reason);
            case Verdict.Invalid(String reason) -> complaints.add("proof: " + reason);
        }
        Path forged = Files.createDirectory(data.resolve("forged")).resolve(file.getFileName());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(forged, bytes);
        switch (Verify.verify(forged, bundle, keys())) {
            case Verdict.Valid _, Verdict.Erased _, Verdict.NotWitnessedEnough _ ->
                complaints.add("proof: a file with one changed byte was found valid");
            case Verdict.Unchecked(String reason) -> complaints.add("proof: " + reason);
            case Verdict.Invalid(String reason) -> out.printf("forged    INVALID, one byte changed: %s%n", reason);
        }
    }

    private LogVerifier keys() throws IOException {
        return LogVerifier.of(Files.readAllLines(data.resolve("ledger").resolve("log.vkey")).stream()
                .filter(line -> !line.isBlank())
                .map(VerifierKey::parse)
                .toList());
    }

    private static boolean waitFor(BooleanSupplier condition) {
        long until = System.nanoTime() + WAIT_SECONDS * 1_000_000_000;
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000);
        }
        return condition.getAsBoolean();
    }
}
