package org.florahub.ledger;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The verifier's own jar: `flora verify` for an auditor who has nothing of the hub but its public keys. It needs a
/// JDK 25, no network and no other file.
public final class Verifier {

    private static final String USAGE = """
            Usage: java -jar flora-verify.jar [--json] [--bundle FILE] [--key FILE|VKEY]... [--orders FILE]...
                                                [--policy FILE] FILE...
            Checks delivered files against their proof bundles, offline.
              FILE              A delivered file, or a folder of them.
              --bundle FILE     The proof bundle of one file; FILE.proof if not given.
              --key FILE|VKEY   Public keys of the log, as you got them from its operator: a file of vkeys
                                or one vkey. May be repeated. Every key must have signed.
              --orders FILE     An erasure order of the log, as its hub publishes it. May be repeated.
              --policy FILE     Which witnesses must have cosigned, as a tlog-policy; keys of the log, too, if it has
                                lines of them.
              --json            Prints the verdicts as JSON.
            Exit status: 0 VALID, 1 INVALID, 2 UNCHECKED (wrong usage, a file or key is missing), 3 ERASED,
            4 NOT WITNESSED ENOUGH; of several files the worst: INVALID before UNCHECKED before NOT WITNESSED ENOUGH
            before ERASED before VALID.
            """;

    private final List<Path> files = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Path> orders = new ArrayList<>();
    private @Nullable Path bundle;
    private @Nullable Path policy;
    private boolean json;

    private Verifier() {}

    /// Answers and ends the JVM with the exit status.
    public static void main(String[] arguments) {
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        var out = new PrintWriter(System.out, false, charset);
        var err = new PrintWriter(System.err, false, charset);
        System.exit(run(List.of(arguments), out, err));
    }

    static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            out.flush();
            return 0;
        }
        var verifier = new Verifier();
        if (!verifier.understands(arguments)) {
            err.print(USAGE);
            err.flush();
            return Verdict.Kind.UNCHECKED.exitCode();
        }
        return verifier.request().answer(out, err);
    }

    private VerifyRequest request() {
        return new VerifyRequest(files, bundle, keys, orders, policy, json);
    }

    private boolean understands(List<String> arguments) {
        var left = new ArrayDeque<String>();
        for (String argument : arguments) { // --name=value is --name value
            left.addAll(argument.startsWith("--") ? Arrays.asList(argument.split("=", 2)) : List.of(argument));
        }
        while (!left.isEmpty()) {
            String next = left.removeFirst();
            boolean valued =
                    List.of("--bundle", "--key", "--orders", "--policy").contains(next);
            boolean known = valued || next.equals("--json") || !next.startsWith("-");
            if (!known || (valued && left.isEmpty())) {
                return false;
            }
            switch (next) {
                case "--json" -> json = true;
                case "--bundle" -> bundle = Path.of(left.removeFirst());
                case "--policy" -> policy = Path.of(left.removeFirst());
                case "--orders" -> orders.add(Path.of(left.removeFirst()));
                case "--key" -> keys.add(left.removeFirst());
                default -> files.add(Path.of(next));
            }
        }
        return !files.isEmpty();
    }
}
