package org.florahub.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.ledger.Witness;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.witness.BrokenWitnessException;
import org.florahub.witness.WitnessFolder;
import org.florahub.witness.WitnessServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs a witness: the node with which another authority confirms that a hub's log only ever grows.
@Command(
        name = "witness",
        description = {
            "Runs a witness, which confirms that a log only grows.",
            "It cosigns the checkpoints of logs that it knows, each only if it continues the one before, and shows",
            "what it has seen on its page, until it is told to stop (SIGTERM, Ctrl-C)."
        },
        subcommands = WitnessInitCommand.class)
final class WitnessCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", description = "The witness's folder; see witness init.")
    private @Nullable Path data;

    @Option(
            names = "--bind",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (data == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--data=DIR'");
        }
        var folder = new WitnessFolder(data.toAbsolutePath());
        String secret = passphrase.find();
        List<String> missing = missing(folder, secret);
        if (!missing.isEmpty() || secret == null) {
            throw new CommandFailed("the witness cannot start:\n  " + String.join("\n  ", missing));
        }
        try {
            Clock clock = Clock.systemUTC();
            Witness witness = folder.open(secret.toCharArray(), clock);
            try (var server = WitnessServer.start(folder, witness, new InetSocketAddress(bind, port), clock)) {
                tell(witness, server);
                Thread.currentThread().join();
            }
        } catch (BindException e) {
            throw new CommandFailed(
                    "the witness cannot start: %s port %d cannot be listened on (%s). Give another --port or --bind."
                            .formatted(bind, port, e.getMessage()),
                    e);
        } catch (BrokenKeyStoreException | BrokenWitnessException | IllegalArgumentException e) {
            throw new CommandFailed("the witness cannot start: " + e.getMessage(), e);
        }
        return 0;
    }

    private static List<String> missing(WitnessFolder folder, @Nullable String secret) {
        var missing = new ArrayList<String>();
        if (!Files.exists(folder.keyStore())) {
            missing.add("%s: no key store. Make it: ./flora witness init --data %s --name NAME --log FILE"
                    .formatted(folder.keyStore(), folder.path()));
        }
        if (!Files.exists(folder.logs())) {
            missing.add("%s: no keys of a log. Add them: ./flora witness init --data %s --log FILE"
                    .formatted(folder.logs(), folder.path()));
        }
        if (secret == null) {
            missing.add("no passphrase for the key store. Set FLORA_PASSPHRASE, or give --passphrase-file.");
        }
        return missing;
    }

    private void tell(Witness witness, WitnessServer server) {
        var out = spec.commandLine().getOut();
        out.printf("witness  %s%n", witness.keys().name());
        for (String origin : witness.origins()) {
            String size =
                    witness.last(origin).map(last -> last.size() + " leaves").orElse("nothing cosigned yet");
            out.printf("log      %s, %s%n", origin, size);
        }
        out.printf("ready    http://%s:%d%n", bind, server.port());
        out.flush();
    }
}
