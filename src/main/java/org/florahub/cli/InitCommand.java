package org.florahub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.vault.BrokenKeyStoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prepares a data folder for `run`. What is there stays, so that it can be called again after a new adapter.
@Command(
        name = "init",
        description = {
            "Creates the key store and the passwords that a hub needs.",
            "Passwords are printed once and stored as hashes only. What is there already stays as it is."
        })
final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder.")
    private Path data = Path.of("data");

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Override
    public Integer call() throws IOException {
        String secret = passphrase.find();
        if (secret == null) {
            throw new CommandFailed("no passphrase for the key store: set FLORA_PASSPHRASE or give --passphrase-file");
        }
        var folder = new DataFolder(data.toAbsolutePath());
        folder.create();
        boolean created = keyStore(folder, secret);
        var users = new ArrayList<>(List.of(DataFolder.OPERATOR));
        Adapters.load(Home.adapters(), Home.transforms(), name -> "${" + name + "}").all().stream()
                .filter(Adapter::logsIn)
                .map(Adapter::credentials)
                .forEach(users::add);
        tell(folder, created, folder.giveMissingPasswords(users));
        return 0;
    }

    private static boolean keyStore(DataFolder folder, String secret) {
        try {
            return folder.createKeyStore(secret);
        } catch (BrokenKeyStoreException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private void tell(DataFolder folder, boolean created, Map<String, String> fresh) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("key store    %s%s%n", folder.keyStore(), created ? "" : " (was there already)");
        out.printf("credentials  %s%n", folder.credentials());
        if (fresh.isEmpty()) {
            out.println("Everybody has a password already; nothing was changed.");
        } else {
            out.println("New passwords. Keep them now: they are not stored.");
            fresh.forEach((user, password) -> out.printf("  %-24s %s%n", user, password));
        }
        out.printf(
                "Back up the key store and its passphrase, each in its own place. Then: ./flora run --data %s%n", data);
        out.flush();
    }
}
