package org.florahub.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.florahub.record.Store;
import org.florahub.record.StoreInUseException;
import org.florahub.record.StoreUnavailableException;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Lists and renews the hub's keys. Shows when each was made and a fingerprint, never a key.
@Command(name = "keys", description = "Lists the keys of the hub, renews the vault's key, changes the passphrase.")
final class KeysCommand {

    private static final String ROOT = "/ops/keys";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OperatorLogin login = new OperatorLogin();

    @Option(scope = ScopeType.INHERIT, names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Command(description = "Lists the keys: since when, and the fingerprint by which copies are compared.")
    int list() {
        try (HubClient hub = login.connect()) {
            print(hub.get(ROOT));
        }
        return 0;
    }

    @Command(description = "Gives the vault of the running hub a new key; keys are wrapped anew in the background.")
    int rotate(
            @Option(names = "--wait", description = "Return when everything is wrapped anew, and say how far it is.")
                    boolean wait) {
        try (HubClient hub = login.connect()) {
            JsonNode shown = hub.post(ROOT + "/rotate");
            while (wait && shown.path("rotation").path("going").asBoolean()) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                shown = hub.get(ROOT);
                spec.commandLine().getErr().println(progress(shown));
            }
            print(shown);
        }
        if (!json) {
            out().println("Back up the key store now: older backups of it do not open what is wrapped from now on.");
        }
        return 0;
    }

    @Command(description = "Encrypts the key store under another passphrase, whether the hub runs or not.")
    int passphrase(
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "FILE",
                            description = "File with the present passphrase (default: it is asked for).")
                    @Nullable
                    Path present,
            @Option(
                            names = "--new-passphrase-file",
                            paramLabel = "FILE",
                            description = "File with the new passphrase (default: it is asked for, twice).")
                    @Nullable
                    Path fresh) {
        String before = present == null ? ask("Present passphrase: ") : Passphrase.read(present);
        String after = fresh == null ? askTwice() : Passphrase.read(fresh);
        var folder = new DataFolder(login.data().toAbsolutePath());
        try {
            Store.whileClosed(
                    folder.path(),
                    () -> KeyStore.open(folder.keyStore(), before.toCharArray())
                            .changePassphrase(before.toCharArray(), after.toCharArray()));
        } catch (StoreInUseException _) {
            try (HubClient hub = login.connect()) {
                hub.post(ROOT + "/passphrase", Map.of("present", before, "fresh", after));
            }
        } catch (BrokenKeyStoreException | StoreUnavailableException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
        out().println("The key store is encrypted under the new passphrase. Change FLORA_PASSPHRASE, or the file that");
        out().println("the hub reads it from, before its next start; back the key store up again.");
        return 0;
    }

    private static String askTwice() {
        String first = ask("New passphrase, at least 12 characters: ");
        if (!first.equals(ask("The same once more: "))) {
            throw new CommandFailed("these were two different passphrases. Nothing has changed.");
        }
        return first;
    }

    private static String ask(String prompt) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> new String(console.readPassword("%s", prompt)))
                .orElseThrow(() -> new CommandFailed(
                        "no passphrase and nobody to ask: give --passphrase-file and --new-passphrase-file"));
    }

    private void print(JsonNode shown) {
        if (json) {
            out().println(shown.toPrettyString());
            return;
        }
        out().printf("key store %s%n", shown.path("keyStore").asString());
        for (JsonNode key : shown.path("keys")) {
            String since = key.path("since").asString();
            out().printf(
                            "  %-12s %s  since %-24s  %s%n",
                            key.path("name").asString(),
                            key.path("fingerprint").asString(),
                            since.isEmpty() ? "(not noted)" : since,
                            meaning(key.path("name").asString()));
        }
        out().println(progress(shown));
    }

    private static String meaning(String name) {
        return switch (name) {
            case "WRAP" -> "wraps the keys of cases and originals";
            case "WRAP.former" -> "the one before, until nothing is wrapped with it";
            case "INDEX" -> "keyed hash that finds cases";
            case "KNOWN" -> "keyed hash that recognises messages";
            default -> "";
        };
    }

    private static String progress(JsonNode shown) {
        JsonNode rotation = shown.path("rotation");
        long done = rotation.path("done").asLong();
        long unreadable = rotation.path("unreadable").asLong();
        String state = rotation.path("going").asBoolean()
                ? "rotation  %d of %d keys wrapped anew"
                        .formatted(done, rotation.path("of").asLong())
                : done == 0 ? "rotation  none going on" : "rotation  done, %d keys wrapped anew".formatted(done);
        return unreadable == 0 ? state : state + "; %d keys do not open: see the log".formatted(unreadable);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
