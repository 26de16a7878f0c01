package org.florahub.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.ledger.Difference;
import org.florahub.ledger.Findings;
import org.florahub.ledger.LogCheck;
import org.florahub.record.RecordCheck;
import org.florahub.record.StoreUnavailableException;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `flora fsck`: does everything in a data folder still say the same?
@Command(
        name = "fsck",
        description = "Derives the whole log again from its entries and compares tree, tiles, checkpoints, events,"
                + " outbox, deliveries, originals and erasures with each other. Names every difference; changes"
                + " nothing, and the hub may run meanwhile. With the key store's passphrase each event is compared"
                + " with its leaf, and each original opened.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no difference",
            "1:differences",
            "2:not checked: called wrongly, no record, no key store or another hub's"
        })
final class FsckCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:FLORA_DATA:-data}",
            description = "The hub's data folder (default: $$FLORA_DATA, else ./data).")
    private Path data = Path.of("");

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint of this log that somebody else has kept; the log must have had its root."
                    + " May be repeated.")
    private List<Path> checkpoints = new ArrayList<>();

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Mixin
    private Screen screen = new Screen();

    private final Findings findings = new Findings();

    @Override
    public Integer call() {
        try (RecordCheck check = RecordCheck.open(data, findings)) {
            KeyStore keys = keys();
            if (keys != null) {
                check.accept(keys);
            }
            Checked checked = check(check, keys);
            screen.clearProgress();
            show(checked);
            return findings.count() == 0 ? 0 : 1;
        } catch (StoreUnavailableException | BrokenKeyStoreException | CommandFailed | IOException e) {
            screen.clearProgress();
            screen.err().println("flora: not checked. " + e.getMessage());
            return 2;
        }
    }

    /// What was looked at.
    private record Checked(long entries, long originals, long eventsOpened, boolean opened) {}

    private Checked check(RecordCheck check, @Nullable KeyStore keys) throws IOException {
        long entries = new LogCheck(data.resolve("ledger"), check.leaves(), findings)
                .run(checkpoints, hashed -> screen.progress("%,d entries hashed".formatted(hashed)));
        check.rules(screen::progress);
        long originals =
                check.originals(keys, message -> screen.progress("originals up to message %,d".formatted(message)));
        long opened = keys == null
                ? 0
                : check.events(keys, events -> screen.progress("events up to %,d opened".formatted(events)));
        return new Checked(entries, originals, opened, keys != null);
    }

    private @Nullable KeyStore keys() {
        String secret = passphrase.find();
        return secret == null ? null : KeyStore.open(new DataFolder(data).keyStore(), secret.toCharArray());
    }

    private void show(Checked checked) {
        if (screen.json(new Report(checked, findings.count(), findings.kept()))) {
            return;
        }
        showDifferences(findings.kept());
        long more = findings.count() - findings.kept().size();
        if (more > 0) {
            screen.line("… and %,d more", more);
        }
        screen.line(
                "%s: %s; %,d entries, %,d originals, %,d events opened%s",
                findings.count() == 0 ? screen.green("IN ORDER") : screen.red("NOT IN ORDER"),
                findings.count() == 0 ? "no differences" : "differences: %,d".formatted(findings.count()),
                checked.entries,
                checked.originals,
                checked.eventsOpened,
                checked.opened ? "" : " (give the passphrase to open events and originals)");
    }

    /// What is to be done is said once for all that stand above it.
    private void showDifferences(List<Difference> differences) {
        for (int i = 0; i < differences.size(); i++) {
            Difference difference = differences.get(i);
            screen.line("%s", difference);
            if (i + 1 == differences.size()
                    || !difference.remedy().equals(differences.get(i + 1).remedy())) {
                screen.line("    %s", difference.remedy());
            }
        }
    }

    private record Report(Checked checked, long count, List<Difference> differences) {}
}
