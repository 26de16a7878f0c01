package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.florahub.ledger.Findings;
import org.florahub.ledger.LogCheck;
import org.florahub.record.Completeness;
import org.florahub.record.RecordCheck;
import org.florahub.vault.KeyStore;

/// What `flora fsck` and `flora monitor` say of a data folder, running or not.
final class InOrder {

    private InOrder() {}

    static void check(Path data, KeyStore keys) throws IOException {
        var findings = new Findings();
        try (RecordCheck check = RecordCheck.open(data, findings)) {
            long entries = new LogCheck(data.resolve("ledger"), check.leaves(), findings).run(List.of(), _ -> {});
            check.rules(_ -> {});
            check.originals(keys, _ -> {});
            long opened = check.events(keys, _ -> {});
            Completeness completeness = check.completeness();
            assertThat(findings.kept()).as("differences").isEmpty();
            assertThat(completeness.holds()).as("%s", completeness).isTrue();
            assertThat(entries).as("entries").isPositive();
            assertThat(opened).as("events").isPositive();
        }
    }
}
