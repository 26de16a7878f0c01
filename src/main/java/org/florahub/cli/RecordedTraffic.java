package org.florahub.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.florahub.kit.Traffic;
import org.florahub.record.StoreUnavailableException;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The recorded traffic of a hub, if a command is given its data folder.
final class RecordedTraffic {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A hub's data folder; it is only read, and the hub may run meanwhile.")
    private @Nullable Path data;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Only what was received from that day (2026-11-01) or time (2026-11-01T08:00:00Z) on.")
    private @Nullable String since;

    @Mixin
    private Passphrase passphrase = new Passphrase();

    boolean given() {
        return data != null;
    }

    /// @throws CommandFailed if it cannot be read
    Traffic open() {
        Path folder = data;
        String secret = passphrase.find();
        if (folder == null) {
            throw new CommandFailed("no data folder. Say whose traffic it is: --data DIR");
        }
        if (secret == null) {
            throw new CommandFailed(
                    "no passphrase for the key store. Set FLORA_PASSPHRASE, or give --passphrase-file.");
        }
        try {
            KeyStore keys = KeyStore.open(new DataFolder(folder).keyStore(), secret.toCharArray());
            return Traffic.open(folder, keys, instant());
        } catch (BrokenKeyStoreException | StoreUnavailableException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private Instant instant() {
        String text = since;
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw new CommandFailed("--since: found something else, expected a day or a time with its zone", e);
        }
    }
}
