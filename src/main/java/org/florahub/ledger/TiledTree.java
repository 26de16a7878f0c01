package org.florahub.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The growing tree: its edge in memory, its hashes in tiles. Used by one thread.
///
/// A tree only changes to a state whose tiles are durable: when something fails, it is as before.
final class TiledTree {

    private static final int TILE_LEVELS = 8;

    private final TileFolder tiles;
    private Edge edge;
    /// The not yet full tile of each tile level; its width follows from the size.
    private Hash[][] partial;

    /// The tree without leaves.
    TiledTree(TileFolder tiles) {
        this(tiles, new Edge(), new Hash[TILE_LEVELS][Tile.WIDTH]);
    }

    private TiledTree(TileFolder tiles, Edge edge, Hash[][] partial) {
        this.tiles = tiles;
        this.edge = edge;
        this.partial = partial;
    }

    /// The tree of the first `size` leaves from the tiles that were written: reads one tile a level.
    ///
    /// @throws RuntimeException if tiles are missing or damaged in form
    static TiledTree of(TileFolder tiles, long size) {
        var partial = new Hash[TILE_LEVELS][Tile.WIDTH];
        for (int level = 0; level < TILE_LEVELS; level++) {
            long onLevel = size >>> (Tile.HEIGHT * level);
            int width = (int) (onLevel % Tile.WIDTH);
            if (width > 0) {
                Tile tile = tiles.tile(TilePath.holding(level, onLevel - 1, size));
                for (int i = 0; i < width; i++) {
                    partial[level][i] = tile.node(0, i);
                }
            }
        }
        return new TiledTree(tiles, Edge.of(size, tiles.nodes(size)), partial);
    }

    long size() {
        return edge.size();
    }

    Hash root() {
        return edge.root();
    }

    /// Appends the entries from [#size()] to before `to`: returns once their tiles are durable.
    ///
    /// @param to at most a few ten thousand entries on: their tiles are held in memory
    /// @throws IllegalStateException if the store does not hand over exactly these entries
    void append(LeafStore leaves, long to) throws IOException {
        var next = new Growth();
        leaves.entries(edge.size(), to, next::append);
        if (next.edge.size() != to) {
            throw new IllegalStateException(
                    "The store handed over entries to %d, expected to %d".formatted(next.edge.size(), to));
        }
        next.addPartials(edge.size());
        tiles.write(next.written);
        edge = next.edge;
        partial = next.partial;
    }

    /// A tree that has grown and is not durable yet.
    private final class Growth {

        private final Edge edge = TiledTree.this.edge.copy();
        private final Hash[][] partial =
                Arrays.stream(TiledTree.this.partial).map(Hash[]::clone).toArray(Hash[][]::new);
        private final Map<TilePath, byte[]> written = new LinkedHashMap<>();

        void append(long index, byte[] entry) {
            if (index != edge.size()) {
                throw new IllegalStateException(
                        "The store handed over entry %d, expected %d".formatted(index, edge.size()));
            }
            edge.append(TreeHash.leaf(entry), this::completed);
        }

        private void completed(int level, long index, Hash hash) {
            if (level % Tile.HEIGHT != 0) {
                return;
            }
            int tileLevel = level / Tile.HEIGHT;
            int position = (int) (index % Tile.WIDTH);
            partial[tileLevel][position] = hash;
            if (position == Tile.WIDTH - 1) {
                written.put(
                        new TilePath(tileLevel, index / Tile.WIDTH, Tile.WIDTH),
                        Tile.bytes(partial[tileLevel], Tile.WIDTH));
            }
        }

        /// Adds the partial tiles that differ from those of the tree before.
        void addPartials(long sizeBefore) {
            for (int level = 0; level < TILE_LEVELS; level++) {
                long onLevel = edge.size() >>> (Tile.HEIGHT * level);
                int width = (int) (onLevel % Tile.WIDTH);
                if (width > 0 && onLevel != (sizeBefore >>> (Tile.HEIGHT * level))) {
                    written.put(new TilePath(level, onLevel / Tile.WIDTH, width), Tile.bytes(partial[level], width));
                }
            }
        }
    }
}
