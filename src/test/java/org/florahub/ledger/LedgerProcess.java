package org.florahub.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;

/// A ledger in a process of its own that grows until it is killed. It prints each checkpoint, and `TROUBLE` for every
/// moment in which there can be none.
final class LedgerProcess {

    static final String TROUBLE = "trouble";
    static final int ENTRIES_MAX = 20_000;

    private LedgerProcess() {}

    /// Grows it.
    ///
    /// @param args the folder of the log, which holds its keys in `keys`
    public static void main(String[] args) throws IOException, LedgerMismatchException {
        Path folder = Path.of(args[0]);
        var leaves = new ListedLeaves();
        var pace = new Ledger.Pace(Duration.ZERO, Duration.ofDays(1));
        try (var ledger = Ledger.open(folder, keys(folder), leaves, Clock.systemUTC(), pace)) {
            ledger.onCheckpoint(checkpoint -> System.out.println(
                    Base64.getEncoder().encodeToString(checkpoint.note().getBytes(StandardCharsets.UTF_8))));
            while (leaves.size() < ENTRIES_MAX) {
                leaves.add(1);
                ledger.signal();
                if (ledger.trouble() != null) {
                    System.out.println(TROUBLE);
                }
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
        }
    }

    static LogKeys keys(Path folder) throws IOException {
        return LogKeys.decode(Files.readAllBytes(folder.resolve("keys")));
    }
}
