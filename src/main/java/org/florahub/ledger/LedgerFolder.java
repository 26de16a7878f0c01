package org.florahub.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;

/// The files of a log: `checkpoint`, `log.vkey` and the tiles; and the checks that it may go on.
///
/// The signed checkpoint is never contradicted. Tiles are only a faster way to what the entries say: damaged or
/// missing ones are written again once the entries have been shown to give the signed root.
final class LedgerFolder {

    private static final System.Logger LOG = System.getLogger(LedgerFolder.class.getName());
    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final Disk disk;
    private final TileFolder tiles;

    LedgerFolder(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
        this.tiles = new TileFolder(folder, disk);
    }

    /// An open log.
    ///
    /// @param tree       of the size of the checkpoint
    /// @param checkpoint the last one signed
    record Opened(TiledTree tree, Checkpoint checkpoint) {}

    Nodes nodes(long size) {
        return tiles.nodes(size);
    }

    TileFolder tiles() {
        return tiles;
    }

    /// Returns once the checkpoint is durable.
    void save(Checkpoint checkpoint) throws IOException {
        DurableFiles.write(disk, checkpointFile(), checkpoint.note().getBytes(StandardCharsets.UTF_8));
    }

    Opened open(LogKeys keys, LeafStore leaves, Clock clock) throws IOException, LedgerMismatchException {
        if (!Files.exists(checkpointFile())) {
            return begin(keys, leaves, clock);
        }
        Checkpoint checkpoint = signedBy(keys);
        if (leaves.size() < checkpoint.size()) {
            throw new LedgerMismatchException(
                    leaves.size() + " stored entries",
                    "at least the %d of the last signed checkpoint".formatted(checkpoint.size()),
                    "The database is older than the ledger, as after restoring a backup: restore one that is not older"
                            + " than %s, or begin a new log with a new origin and tell those who verify."
                                    .formatted(checkpointFile()));
        }
        TiledTree tree = tree(leaves, checkpoint);
        checkTail(leaves, checkpoint);
        return new Opened(tree, checkpoint);
    }

    private Opened begin(LogKeys keys, LeafStore leaves, Clock clock) throws IOException, LedgerMismatchException {
        if (leaves.size() > 0) {
            throw new LedgerMismatchException(
                    leaves.size() + " stored entries and no " + checkpointFile(),
                    "the checkpoint that was signed last",
                    "Restore the folder from its backup, or the checkpoint from the newest proof that was delivered.");
        }
        DurableFiles.write(disk, folder.resolve("log.vkey"), vkeys(keys).getBytes(StandardCharsets.UTF_8));
        Checkpoint checkpoint = keys.sign(0, TreeHash.EMPTY, clock.instant());
        save(checkpoint);
        return new Opened(new TiledTree(tiles), checkpoint);
    }

    private static String vkeys(LogKeys keys) {
        return keys.verifierKeys().stream().map(key -> key + "\n").collect(Collectors.joining());
    }

    private Checkpoint signedBy(LogKeys keys) throws IOException, LedgerMismatchException {
        try {
            Checkpoint checkpoint = Checkpoint.parse(Files.readString(checkpointFile()));
            LogVerifier.of(keys.verifierKeys()).verify(checkpoint);
            return checkpoint;
        } catch (InvalidProofException e) {
            throw new LedgerMismatchException(
                    "a checkpoint in %s that these keys did not sign (%s)".formatted(checkpointFile(), e.getMessage()),
                    "one signed by the keys of " + keys.origin(),
                    "Restore the key store and the ledger folder from the same backup, and check flora.ledger.origin.");
        }
    }

    private TiledTree tree(LeafStore leaves, Checkpoint checkpoint) throws IOException, LedgerMismatchException {
        try {
            TiledTree tree = TiledTree.of(tiles, checkpoint.size());
            if (tree.root().equals(checkpoint.root())) {
                return tree;
            }
        } catch (UncheckedIOException | InvalidProofException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "A tile of the ledger is missing or damaged: {0}", e.getMessage());
        }
        LOG.log(Level.WARNING, "The ledger writes its tiles again from {0} entries.", checkpoint.size());
        audit(leaves, checkpoint);
        var tree = new TiledTree(tiles);
        while (tree.size() < checkpoint.size()) {
            tree.append(leaves, Math.min(checkpoint.size(), tree.size() + CHUNK));
        }
        return tree;
    }

    /// Compares the last entries under the checkpoint with their hashes in the tiles: finds another database at
    /// once, without reading all of it.
    private void checkTail(LeafStore leaves, Checkpoint checkpoint) throws LedgerMismatchException {
        long from = Math.max(0, checkpoint.size() - Tile.WIDTH);
        Nodes nodes = tiles.nodes(checkpoint.size());
        long[] agreeing = {0};
        leaves.entries(from, checkpoint.size(), (index, entry) -> {
            if (nodes.node(0, index).equals(TreeHash.leaf(entry))) {
                agreeing[0]++;
            }
        });
        if (agreeing[0] != checkpoint.size() - from) {
            throw changedEntries(checkpoint);
        }
    }

    /// Hashes every entry under a checkpoint.
    static void audit(LeafStore leaves, Checkpoint checkpoint) throws LedgerMismatchException {
        var edge = new Edge();
        for (long from = 0; from < checkpoint.size(); from += CHUNK) {
            leaves.entries(
                    from,
                    Math.min(checkpoint.size(), from + CHUNK),
                    (_, entry) -> edge.append(TreeHash.leaf(entry), (_, _, _) -> {}));
        }
        if (edge.size() != checkpoint.size() || !edge.root().equals(checkpoint.root())) {
            throw changedEntries(checkpoint);
        }
    }

    private static LedgerMismatchException changedEntries(Checkpoint checkpoint) {
        return new LedgerMismatchException(
                "stored entries that do not give its root",
                "the %d entries of the last signed checkpoint".formatted(checkpoint.size()),
                "Entries were changed, or the database is another log's: keep both for investigation and restore a"
                        + " database that belongs to this ledger folder.");
    }

    private Path checkpointFile() {
        return folder.resolve("checkpoint");
    }
}
