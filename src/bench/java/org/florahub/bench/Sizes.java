package org.florahub.bench;

/// How much is sent. The textbook route gets fewer messages per round than the hub, so that a round of either takes
/// seconds; both numbers are printed.
///
/// @param warmUp         messages to each system before the first round
/// @param textbookQueue  messages per round
/// @param hubQueue       messages per round
/// @param textbookFiles  files per round
/// @param hubFiles       files per round
/// @param rows           rows of the CSV file
/// @param lone           lone messages to each system in all
record Sizes(int warmUp, int textbookQueue, int hubQueue, int textbookFiles, int hubFiles, int rows, int lone) {

    static final Sizes FULL = new Sizes(20_000, 3_000, 15_000, 2_000, 10_000, 100_000, 200);
    static final Sizes QUICK = new Sizes(6_000, 1_000, 5_000, 700, 3_500, 100_000, 60);
}
