package org.florahub.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.ledger.VerifyRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flora verify FILE`: was this file delivered so, and does the ledger hold its events? Offline. The jar for
/// auditors, `flora-verify.jar`, asks and answers the same.
@Command(
        name = "verify",
        description = {
            "Checks delivered files against their proof bundles, offline.",
            "VALID: these bytes were delivered and the ledger holds their events as shown.",
            "ERASED: they were, and an order in the ledger has erased events in them since.",
            "NOT WITNESSED ENOUGH: they were, but fewer witnesses have cosigned than --policy asks for.",
            "The same without the hub: java -jar flora-verify.jar"
        },
        exitCodeListHeading = "%nExit codes, of several files that of the worst:%n",
        exitCodeList = {
            "0:VALID",
            "1:INVALID",
            "2:UNCHECKED: wrong usage, missing file or key",
            "3:ERASED",
            "4:NOT WITNESSED ENOUGH"
        })
public final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A delivered file, or a folder of them.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "The proof bundle of one file; FILE.proof if not given.")
    private @Nullable Path bundle;

    @Option(
            names = "--key",
            paramLabel = "FILE|VKEY",
            description = {
                "Public keys of the log, as you got them from its operator: a file of vkeys or one vkey.",
                "May be repeated. Every key must have signed.",
                "If not given, ledger/log.vkey of the hub in whose data folder the first FILE lies."
            })
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--orders",
            paramLabel = "FILE",
            description = "An erasure order of the log, as its hub publishes it. May be repeated.")
    private List<Path> orders = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = {
                "Which witnesses must have cosigned, as a tlog-policy;",
                "keys of the log, too, if it has lines of them."
            })
    private @Nullable Path policy;

    @Option(names = "--json", description = "Prints the verdicts as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    VerifyCommand() {}

    @Override
    public Integer call() {
        return new VerifyRequest(files, bundle, keys, orders, policy, json)
                .answer(spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
