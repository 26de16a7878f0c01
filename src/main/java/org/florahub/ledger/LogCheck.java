package org.florahub.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Derives the whole tree again from the entries and compares it, hash by hash, with the tiles and with every signed
/// checkpoint that is at hand. Writes nothing; the hub may run meanwhile. Used once.
///
/// Checkpoints are consistent with each other if each has the root that the tree had at its size; that is what is
/// compared, so no proof between them is needed.
public final class LogCheck {

    static final String REWRITE =
            "Stop the hub, delete the folder ledger/tile and start: tiles are written again from the entries.";
    static final String RESTORE =
            "Stop the hub, keep the data folder for investigation, and restore one that belongs to this checkpoint.";
    private static final String RESTORE_LEDGER =
            "Restore it from its backup, or the checkpoint from the newest proof that was delivered.";
    private static final String FORK = "Keep both for investigation: the log was changed after it was signed, or"
            + " a backup older than the checkpoint was restored, or it is of another log.";

    private static final int CHUNK = 1 << 16;
    private static final int MISSING_MAX = 1_000;

    private final Path folder;
    private final LeafStore leaves;
    private final Findings findings;
    private final List<Kept> checkpoints = new ArrayList<>();
    private final Edge edge = new Edge();
    private int compared;
    private int missing;
    private boolean asSigned = true;

    /// Prepares the check of one log.
    ///
    /// @param folder   of the log, with checkpoint, public keys and tiles
    /// @param leaves   the entries
    /// @param findings gets every difference
    public LogCheck(Path folder, LeafStore leaves, Findings findings) {
        this.folder = folder;
        this.leaves = leaves;
        this.findings = findings;
    }

    /// A checkpoint and where it was found.
    private record Kept(String place, Checkpoint checkpoint, boolean own) {

        long size() {
            return checkpoint.size();
        }
    }

    /// Looks at all of it.
    ///
    /// @param others   further checkpoints of this log, as an auditor or a witness has kept them
    /// @param progress hears how many entries have been hashed
    /// @return how many entries were hashed
    /// @throws IOException if the folder cannot be read
    public long run(List<Path> others, LongConsumer progress) throws IOException {
        Path last = folder.resolve("checkpoint");
        if (!Files.exists(last)) {
            findings.add("ledger/checkpoint", "no file", "the checkpoint that was signed last", RESTORE_LEDGER);
        }
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path file : files.filter(LogCheck::isCheckpoint).sorted().toList()) {
                read("ledger/" + file.getFileName(), file, file.equals(last));
            }
        }
        for (Path other : others) {
            read(String.valueOf(other), other, false);
        }
        checkpoints.sort(Comparator.comparingLong(Kept::size));
        checkSignatures();
        derive(progress);
        return edge.size();
    }

    private static boolean isCheckpoint(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) && (name.equals("checkpoint") || name.equals("witnessed"));
    }

    private void read(String place, Path file, boolean own) throws IOException {
        try {
            checkpoints.add(new Kept(place, Checkpoint.parse(Files.readString(file)), own));
        } catch (InvalidProofException | CharacterCodingException e) {
            findings.add(place, "no checkpoint: " + e.getMessage(), "a signed checkpoint", RESTORE_LEDGER);
        }
    }

    private void checkSignatures() throws IOException {
        Path file = folder.resolve("log.vkey");
        if (!Files.exists(file)) {
            findings.add("ledger/log.vkey", "no file", "the public keys of the log", "Restore it from its backup.");
            return;
        }
        try {
            LogVerifier keys = LogVerifier.of(Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(VerifierKey::parse)
                    .toList());
            for (Kept kept : checkpoints) {
                try {
                    keys.verify(kept.checkpoint);
                } catch (InvalidProofException e) {
                    findings.add(
                            kept.place,
                            "what was not signed so: " + e.getMessage(),
                            "the signatures of all keys in log.vkey",
                            RESTORE_LEDGER);
                }
            }
        } catch (InvalidProofException e) {
            findings.add(
                    "ledger/log.vkey",
                    String.valueOf(e.getMessage()),
                    "vkeys of one log",
                    "Restore it from its backup.");
        }
    }

    private void derive(LongConsumer progress) throws IOException {
        long signed = checkpoints.stream()
                .filter(Kept::own)
                .mapToLong(Kept::size)
                .findFirst()
                .orElse(0);
        long stored = stored();
        var tiles = new TileCheck(folder, signed, findings);
        long end = checkpoints.isEmpty() ? stored : checkpoints.getLast().size();
        compareRoots();
        while (edge.size() < Math.min(stored, end)) {
            if (!append(Math.min(Math.min(stored, end), edge.size() + CHUNK), tiles, signed)) {
                break;
            }
            progress.accept(edge.size());
        }
        if (edge.size() >= signed) {
            tiles.partials();
        }
        for (; compared < checkpoints.size(); compared++) {
            shorter(checkpoints.get(compared));
        }
        tiles.report(asSigned);
    }

    private long stored() {
        try {
            return leaves.size();
        } catch (RuntimeException _) { // what a store throws that cannot tell
            findings.add("record.db, leaf", "entries that cannot be read", "entries that can", RESTORE);
            return 0;
        }
    }

    private void shorter(Kept kept) {
        findings.add(
                kept.place,
                "a signed size of %,d".formatted(kept.size()),
                "at most the %,d entries that could be read".formatted(edge.size()),
                kept.own ? RESTORE : FORK);
    }

    /// @return whether to go on
    private boolean append(long to, TileCheck tiles, long signed) {
        try {
            leaves.entries(edge.size(), to, (_, entry) -> append(TreeHash.leaf(entry), tiles, signed));
            return true;
        } catch (RuntimeException _) { // what a store throws that cannot hand them over
            return ++missing <= MISSING_MAX && appendMissing(tiles, signed);
        }
    }

    private void append(Hash leaf, TileCheck tiles, long signed) {
        edge.append(leaf, edge.size() < signed ? tiles::node : (_, _, _) -> {});
        compareRoots();
    }

    /// Goes on with the hash that the tile has, so that one lost entry does not hide others.
    private boolean appendMissing(TileCheck tiles, long signed) {
        long index = edge.size();
        findings.add("record.db, leaf " + index, "no entry that can be read", "the entry recorded", RESTORE);
        try {
            append(new TileFolder(folder).nodes(signed).node(0, index), tiles, signed);
            return true;
        } catch (UncheckedIOException | InvalidProofException | IllegalArgumentException _) {
            findings.add(
                    "ledger, leaves from %d on".formatted(index),
                    "no hash of it in a tile either",
                    "a tree that can be derived",
                    "What comes after was not compared. " + RESTORE);
            return false;
        }
    }

    private void compareRoots() {
        while (compared < checkpoints.size() && checkpoints.get(compared).size() == edge.size()) {
            Kept kept = checkpoints.get(compared++);
            if (!edge.root().equals(kept.checkpoint.root())) {
                asSigned &= !kept.own;
                findings.add(
                        kept.place,
                        "a root that the entries do not give",
                        "the root of the first %,d entries".formatted(kept.size()),
                        kept.own ? RESTORE : FORK);
            }
        }
    }
}
