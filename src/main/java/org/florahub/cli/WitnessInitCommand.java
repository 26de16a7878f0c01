package org.florahub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.ledger.InvalidProofException;
import org.florahub.ledger.VerifierKey;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.witness.WitnessFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prepares a witness's folder. What is there stays, so that it can be called again for a further log.
@Command(
        name = "init",
        description = {
            "Makes the keys of a witness, and tells it the logs that it cosigns.",
            "What is there already stays as it is: call it again for a further log."
        })
final class WitnessInitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The witness's folder.")
    private Path data = Path.of("witness");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the witness, such as witness.example/w1: no spaces, no plus. Never changes.")
    private @Nullable String name;

    @Option(
            names = "--log",
            paramLabel = "FILE|VKEY",
            required = true,
            description = "Public keys of a log, as you got them from its operator: its log.vkey. May be repeated.")
    private List<String> logs = new ArrayList<>();

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Override
    public Integer call() throws IOException {
        var folder = new WitnessFolder(data.toAbsolutePath());
        var keys = new ArrayList<VerifierKey>();
        try {
            for (String log : logs) {
                keys.addAll(
                        Files.exists(Path.of(log))
                                ? WitnessFolder.readKeys(Path.of(log))
                                : List.of(VerifierKey.parse(log)));
            }
        } catch (InvalidProofException e) {
            throw new CommandFailed("--log: %s, or a file of such lines".formatted(e.getMessage()), e);
        }
        boolean created = create(folder);
        folder.addLogs(keys);
        var out = spec.commandLine().getOut();
        out.printf("key store    %s%s%n", folder.keyStore(), created ? "" : " (was there already)");
        out.printf("public keys  %s: give this file to the operator of the log%n", folder.publicKeys());
        out.printf("logs         %s%n", folder.logs());
        out.printf(
                "Back up the key store and its passphrase, each in its own place. Then: ./flora witness --data %s%n",
                data);
        out.flush();
        return 0;
    }

    private boolean create(WitnessFolder folder) throws IOException {
        if (Files.exists(folder.keyStore())) {
            return false;
        }
        String secret = passphrase.find();
        if (name == null || secret == null) {
            throw new CommandFailed(
                    name == null
                            ? "a new witness needs a name: give --name"
                            : "no passphrase for the key store: set FLORA_PASSPHRASE or give --passphrase-file");
        }
        try {
            return folder.create(name, secret.toCharArray());
        } catch (BrokenKeyStoreException | IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }
}
