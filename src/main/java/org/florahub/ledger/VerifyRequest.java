package org.florahub.ledger;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `flora verify` and the verifier's own jar are asked, and how both answer.
///
/// @param files  delivered files, and folders of them
/// @param bundle of the one file, or `null` if it lies beside it
/// @param keys   of the log: files of vkeys or vkeys; if there are none, see [TrustedKeys]
/// @param orders erasure orders of the log
/// @param policy says how many witnesses must have cosigned, and may name the log's keys; `null` if nobody must
/// @param json   answers for programs
public record VerifyRequest(
        List<Path> files,
        @Nullable Path bundle,
        List<String> keys,
        List<Path> orders,
        @Nullable Path policy,
        boolean json) {

    public VerifyRequest {
        files = List.copyOf(files);
        keys = List.copyOf(keys);
        orders = List.copyOf(orders);
    }

    /// Verifies all of them.
    ///
    /// @param out gets the verdicts
    /// @param err gets why there can be none
    /// @return exit status: that of the worst verdict
    public int answer(PrintWriter out, PrintWriter err) {
        try {
            List<Path> delivered = DeliveredFiles.in(files);
            if (delivered.isEmpty()) {
                return refuse(err, "there is no file in " + files.getFirst());
            }
            if (bundle != null && delivered.size() > 1) {
                return refuse(err, "--bundle is for one file, found " + delivered.size());
            }
            TrustedKeys trusted = TrustedKeys.of(keys, readPolicy(), files);
            List<AnchoredOrder> erasures = readOrders();
            List<Checked> checked = new ArrayList<>();
            delivered.forEach(file -> checked.add(new Checked(file, verdict(file, trusted, erasures))));
            var answer = new VerifyAnswer(checked, trusted);
            out.print(json ? answer.json() : answer.text());
            out.flush();
            return answer.worst().exitCode();
        } catch (IOException e) {
            return refuse(err, said(e));
        } catch (InvalidProofException e) {
            return refuse(err, "--key, --policy or --orders: " + e.getMessage());
        } catch (InvalidPolicyException e) {
            return refuse(err, "--policy " + policy + ": " + String.join("\n  ", e.mistakes()));
        }
    }

    private Verdict verdict(Path file, TrustedKeys trusted, List<AnchoredOrder> erasures) {
        try {
            Path itsBundle = bundle == null ? Verify.bundleOf(file) : bundle;
            return Verify.verify(file, itsBundle, trusted.log(), trusted.policy(), erasures);
        } catch (IOException e) {
            return new Verdict.Unchecked(said(e));
        }
    }

    private Policy readPolicy() throws IOException, InvalidPolicyException {
        return policy == null ? Policy.NONE : Policy.parse(Files.readAllBytes(policy));
    }

    private List<AnchoredOrder> readOrders() throws IOException {
        List<AnchoredOrder> read = new ArrayList<>();
        for (Path order : orders) {
            read.add(AnchoredOrder.parse(Files.readAllBytes(order)));
        }
        return read;
    }

    private static String said(IOException e) {
        return e instanceof NoSuchFileException missing
                ? "there is no file " + missing.getFile()
                : "a file cannot be read: " + e.getMessage();
    }

    private static int refuse(PrintWriter err, String reason) {
        err.println("Not checked: " + reason);
        err.flush();
        return Verdict.Kind.UNCHECKED.exitCode();
    }
}
