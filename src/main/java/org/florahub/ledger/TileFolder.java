package org.florahub.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The hashes of the tree as files below a folder, in the layout of c2sp.org/tlog-tiles. Full tiles never change; a
/// partial tile has a file for each width and these go once it is full.
///
/// Reading is thread-safe and keeps the tiles used last in memory, those of the leaves apart from those above: a
/// thousand of the latter are over 67 million leaves, and every proof needs one of them. One thread writes.
final class TileFolder {

    /// 4 MB of tiles that lie over leaves.
    private static final int LEAF_TILES = 256;

    /// 16 MB of tiles above.
    private static final int UPPER_TILES = 1024;

    private final Path folder;
    private final Disk disk;
    private final TileCache leafTiles = new TileCache(LEAF_TILES);
    private final TileCache upperTiles = new TileCache(UPPER_TILES);

    TileFolder(Path folder) {
        this(folder, Disk.REAL);
    }

    TileFolder(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /// The complete subtrees of the first `size` leaves, of which all tiles were written.
    ///
    /// The nodes throw [UncheckedIOException] where a tile is missing and [InvalidProofException] where it has
    /// another length.
    Nodes nodes(long size) {
        return (level, index) -> {
            int tileLevel = level / Tile.HEIGHT;
            int within = level % Tile.HEIGHT;
            long position = index << within;
            Tile tile = tile(TilePath.holding(tileLevel, position, size));
            return tile.node(within, ((int) (position % Tile.WIDTH)) >>> within);
        };
    }

    /// The hashes of a tile.
    ///
    /// @param path of a tile that was written
    Tile tile(TilePath path) {
        return cacheOf(path).get(path, () -> new Tile(read(path)));
    }

    /// The hashes of a tile as they are served: read from the one that a tree of `size` leaves has there.
    ///
    /// @param path of a tile that this tree has, of any width up to its own
    byte[] hashes(TilePath path, long size) {
        byte[] hashes = read(TilePath.holding(path.level(), path.index() * Tile.WIDTH, size));
        return Arrays.copyOf(hashes, path.width() * Hash.BYTES);
    }

    /// Makes tiles durable, then deletes partial versions of those that are full.
    void write(Map<TilePath, byte[]> tiles) throws IOException {
        var files = new DurableFiles(disk);
        tiles.forEach((path, hashes) -> files.put(folder.resolve(path.toString()), hashes));
        files.flush();
        for (TilePath path : tiles.keySet()) {
            cacheOf(path).forget(path);
            if (path.width() == Tile.WIDTH) {
                deletePartials(folder.resolve(path.partials()));
            }
        }
    }

    private byte[] read(TilePath path) {
        try {
            byte[] hashes = readPartialOrFull(path);
            if (hashes.length < path.width() * Hash.BYTES) {
                throw new InvalidProofException("tile %s: found %d bytes, expected %d"
                        .formatted(path, hashes.length, path.width() * Hash.BYTES));
            }
            return Arrays.copyOf(hashes, path.width() * Hash.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the ledger's " + path, e);
        }
    }

    private byte[] readPartialOrFull(TilePath path) throws IOException {
        try {
            return Files.readAllBytes(folder.resolve(path.toString()));
        } catch (NoSuchFileException e) {
            if (path.width() == Tile.WIDTH) {
                throw e;
            }
            return Files.readAllBytes(folder.resolve(path.ofWidth(Tile.WIDTH).toString()));
        }
    }

    private void deletePartials(Path partials) throws IOException {
        if (Files.isDirectory(partials)) {
            List<Path> files;
            try (var found = Files.walk(partials)) {
                files = found.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                disk.delete(file);
            }
        }
    }

    private TileCache cacheOf(TilePath path) {
        return path.level() > 0 ? upperTiles : leafTiles;
    }
}
