package org.florahub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.BrokenAdapterException;
import org.florahub.record.Recording;
import org.florahub.record.StoreUnavailableException;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.florahub.vault.PassphraseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts the hub for real use. Lists everything that is missing at once, with the command that makes it.
@Command(name = "run", description = "Runs the hub on a data folder until it is told to stop (SIGTERM, Ctrl-C).")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder; see init.")
    private Path data = Path.of("data");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, as described in docs/reference/configuration.md.")
    private @Nullable Path config;

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = new DataFolder(data.toAbsolutePath());
        List<String> missing = missing(folder);
        if (!missing.isEmpty()) {
            throw new CommandFailed("the hub cannot start:\n  " + String.join("\n  ", missing));
        }
        HubStart.start(settings(folder));
        Thread.currentThread().join();
        return 0;
    }

    private Map<String, Object> settings(DataFolder folder) {
        var settings = new HashMap<String, Object>();
        settings.put("flora.data", folder.path());
        Path passphraseFile = passphraseFile();
        String secret = Passphrase.ofEnvironment();
        if (passphraseFile != null) {
            settings.put("flora.keys.passphrase-file", passphraseFile);
        } else if (secret != null) {
            settings.put("flora.keys.passphrase", secret);
        }
        Path file = config;
        if (file != null) {
            settings.put("spring.config.additional-location", "file:" + file.toAbsolutePath());
        }
        return settings;
    }

    private List<String> missing(DataFolder folder) throws IOException {
        var missing = new ArrayList<String>();
        if (config != null && !Files.isReadable(config)) {
            missing.add("%s: no such file. Correct --config.".formatted(config));
        }
        checkKeys(folder, missing);
        if (!missing.isEmpty()) {
            checkAdapters(folder, missing); // else the start itself does: loading them twice takes seconds
        }
        return missing;
    }

    private void checkKeys(DataFolder folder, List<String> missing) {
        boolean there = Files.exists(folder.keyStore());
        if (!there) {
            missing.add("%s: no key store. %s"
                    .formatted(
                            folder.keyStore(),
                            Files.exists(folder.record())
                                    ? "This folder holds a record, which a new one could not open: restore the key"
                                            + " store from its backup."
                                    : "Make it: ./flora init --data " + data));
        }
        try {
            Path file = passphraseFile();
            String secret = file == null ? Passphrase.ofEnvironment() : PassphraseFile.read(file);
            if (secret == null) {
                missing.add("no passphrase for the key store. Set FLORA_PASSPHRASE, or give --passphrase-file.");
            } else if (there) {
                checkFits(folder, KeyStore.open(folder.keyStore(), secret.toCharArray()));
            }
        } catch (BrokenKeyStoreException e) {
            missing.add(String.valueOf(e.getMessage()));
        }
    }

    /// @throws BrokenKeyStoreException if the folder was recorded with another key store
    private static void checkFits(DataFolder folder, KeyStore keys) {
        if (Files.exists(folder.record())) {
            try {
                Recording.open(folder.path(), keys).close();
            } catch (StoreUnavailableException _) {
                // the start itself says what is the matter with the store
            }
        }
    }

    private void checkAdapters(DataFolder folder, List<String> missing) throws IOException {
        try {
            var without = new TreeSet<>(List.of(DataFolder.OPERATOR));
            Adapters.load(
                            path("flora.adapters", Home.adapters()),
                            path("flora.transforms", Home.transforms()),
                            System::getenv)
                    .all()
                    .stream()
                    .filter(Adapter::logsIn)
                    .map(Adapter::credentials)
                    .forEach(without::add);
            without.removeAll(folder.knownUsers());
            if (!without.isEmpty()) {
                missing.add("%s: no password for %s. Make them: ./flora init --data %s"
                        .formatted(folder.credentials(), String.join(", ", without), data));
            }
        } catch (BrokenAdapterException e) {
            e.problems().forEach(problem -> missing.add(problem.toString()));
        }
    }

    /// The file of the passphrase: from the command line, the settings or the environment.
    private @Nullable Path passphraseFile() {
        Path given = passphrase.file();
        String variable = System.getenv("FLORA_KEYS_PASSPHRASE_FILE");
        Path none = Path.of("");
        Path set = given == null ? path("flora.keys.passphrase-file", none) : given;
        if (!set.equals(none)) {
            return set;
        }
        return variable == null ? null : Path.of(variable);
    }

    private Path path(String key, Path otherwise) {
        Path file = config;
        return file == null || !Files.isReadable(file)
                ? otherwise
                : ConfigFile.read(file).path(key, otherwise);
    }
}
