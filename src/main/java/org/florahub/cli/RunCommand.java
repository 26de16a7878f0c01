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
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
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
        String secret = secret();
        if (secret != null) {
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
        String secret = secret();
        boolean there = Files.exists(folder.keyStore());
        if (!there) {
            missing.add("%s: no key store. Make it: ./flora init --data %s".formatted(folder.keyStore(), data));
        }
        if (secret == null) {
            missing.add("no passphrase for the key store. Set FLORA_PASSPHRASE, or give --passphrase-file.");
        } else if (there) {
            try {
                KeyStore.open(folder.keyStore(), secret.toCharArray());
            } catch (BrokenKeyStoreException e) {
                missing.add(String.valueOf(e.getMessage()));
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

    /// The passphrase from the command line or the environment, else from the file that the settings name.
    private @Nullable String secret() {
        String given = passphrase.find();
        Path file = path("flora.keys.passphrase-file", Path.of(""));
        return given == null && Files.isRegularFile(file) ? Passphrase.read(file) : given;
    }

    private Path path(String key, Path otherwise) {
        Path file = config;
        return file == null || !Files.isReadable(file)
                ? otherwise
                : ConfigFile.read(file).path(key, otherwise);
    }
}
