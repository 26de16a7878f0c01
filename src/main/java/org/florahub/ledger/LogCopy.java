package org.florahub.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A whole log as static files in a folder, for any web server (c2sp.org/tlog-tiles): `checkpoint`,
/// `log.vkey`, tiles and bundles of entries. Used by one thread.
///
/// Nothing is copied unchecked: tiles are computed here from the entries, entries that are there already
/// must be the same, and the new checkpoint is written last, when the tree has its root. So after a crash or
/// a refusal the copy is the one of its checkpoint, and the next update goes on from there.
public final class LogCopy {

    private static final int CHUNK = 1 << 14;

    private final Path folder;
    private final Disk disk;
    private final TileFolder tiles;
    private final LogVerifier log;

    /// A copy in a folder.
    ///
    /// @param folder of the copy; created where there is none
    /// @param log    keys that the caller trusts
    public LogCopy(Path folder, LogVerifier log) {
        this(folder, log, Disk.REAL);
    }

    LogCopy(Path folder, LogVerifier log, Disk disk) {
        this.folder = folder;
        this.disk = disk;
        this.tiles = new TileFolder(folder, disk);
        this.log = log;
    }

    /// Leaves in the copy; 0 while there is none.
    ///
    /// @throws InvalidProofException if the keys did not sign its checkpoint
    public long size() throws IOException {
        return ours().size();
    }

    /// Brings the copy to the last checkpoint of the log.
    ///
    /// @return this checkpoint, verified
    /// @throws InvalidProofException if the source does not continue what was copied before, or serves
    ///                               entries that do not give the signed root; the copy stays as it was
    /// @throws IOException           if source or folder fail; another call goes on
    public Checkpoint update(LogSource source) throws IOException {
        var ours = ours();
        var theirs = Checkpoint.parse(text(source.read("checkpoint")));
        log.verify(theirs);
        if (theirs.size() < ours.size()) {
            throw new InvalidProofException(
                    "found a log of %d leaves, expected at least the %d that were copied from it before"
                            .formatted(theirs.size(), ours.size()));
        }
        TiledTree tree = tree(ours);
        while (tree.size() < theirs.size()) {
            extend(tree, Math.min(theirs.size(), (tree.size() / CHUNK + 1) * CHUNK), source);
        }
        if (!tree.root().equals(theirs.root())) {
            throw new InvalidProofException("the entries served do not give the signed root of %d leaves, of which %d"
                            .formatted(theirs.size(), ours.size())
                    + " were copied before");
        }
        save(theirs);
        return theirs;
    }

    private Head ours() throws IOException {
        try {
            var checkpoint = Checkpoint.parse(text(Files.readAllBytes(folder.resolve("checkpoint"))));
            log.verify(checkpoint);
            return new Head(checkpoint.size(), checkpoint.root());
        } catch (NoSuchFileException _) {
            return new Head(0, TreeHash.EMPTY);
        } catch (InvalidProofException e) {
            throw e.at(folder.resolve("checkpoint").toString());
        }
    }

    private record Head(long size, Hash root) {}

    private TiledTree tree(Head ours) {
        TiledTree tree = TiledTree.of(tiles, ours.size());
        if (!tree.root().equals(ours.root())) {
            throw new InvalidProofException(
                    "found damaged tiles in %s. Delete the folder and copy the log again".formatted(folder));
        }
        return tree;
    }

    private void extend(TiledTree tree, long to, LogSource source) throws IOException {
        Map<TilePath, List<byte[]>> bundles = new LinkedHashMap<>();
        long first = tree.size() / Tile.WIDTH * Tile.WIDTH;
        for (long at = first; at < to; at += Tile.WIDTH) {
            var path = TilePath.holding(TilePath.ENTRIES, at, to);
            bundles.put(path, bundle(path, source));
        }
        List<byte[]> entries = bundles.values().stream().flatMap(List::stream).toList();
        Nodes known = tiles.nodes(tree.size());
        for (long index = first; index < tree.size(); index++) {
            if (!TreeHash.leaf(entries.get((int) (index - first))).equals(known.node(0, index))) {
                throw new InvalidProofException("entry %d is not the one that was copied before".formatted(index));
            }
        }
        tiles.write(bundles.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, bundle -> EntryBundle.bytes(bundle.getValue()))));
        tree.append(new Copied(first, entries), to);
    }

    /// Reads a partial bundle from the full one where the log has grown over it meanwhile.
    private static List<byte[]> bundle(TilePath path, LogSource source) throws IOException {
        try {
            return EntryBundle.entries(source.read(path.toString()), path.width());
        } catch (NoSuchFileException e) {
            if (path.width() == Tile.WIDTH) {
                throw e;
            }
            byte[] full = source.read(path.ofWidth(Tile.WIDTH).toString());
            return EntryBundle.entries(full, Tile.WIDTH).subList(0, path.width());
        }
    }

    private void save(Checkpoint checkpoint) throws IOException {
        String keys = log.keys().stream().map(key -> key + "\n").collect(Collectors.joining());
        DurableFiles.write(disk, folder.resolve("log.vkey"), keys.getBytes(StandardCharsets.UTF_8));
        DurableFiles.write(disk, folder.resolve("checkpoint"), checkpoint.note().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// The entries of one chunk.
    private record Copied(long first, List<byte[]> list) implements LeafStore {

        @Override
        public long size() {
            return first + list.size();
        }

        @Override
        public void entries(long from, long to, EntryConsumer consumer) {
            for (long index = from; index < to; index++) {
                consumer.entry(index, list.get((int) (index - first)));
            }
        }
    }
}
