package org.florahub.ledger;

/// Up to 256 neighbouring hashes of one tile level with all complete subtrees over them below the tile's own root.
/// Immutable.
final class Tile {

    /// Binary levels in one tile level.
    static final int HEIGHT = 8;

    /// Hashes in a full tile.
    static final int WIDTH = 1 << HEIGHT;

    private final Hash[][] levels = new Hash[HEIGHT][];

    /// Reads a tile.
    ///
    /// @param hashes concatenated, 1 to 256 of them
    Tile(byte[] hashes) {
        int width = hashes.length / Hash.BYTES;
        if (width * Hash.BYTES != hashes.length || width == 0 || width > WIDTH) {
            throw new IllegalArgumentException("A tile is 1 to 256 hashes, not %d bytes".formatted(hashes.length));
        }
        levels[0] = new Hash[width];
        for (int i = 0; i < width; i++) {
            levels[0][i] = Hash.at(hashes, i);
        }
        for (int level = 1; level < HEIGHT; level++) {
            levels[level] = new Hash[levels[level - 1].length / 2];
            for (int i = 0; i < levels[level].length; i++) {
                levels[level][i] = TreeHash.node(levels[level - 1][2 * i], levels[level - 1][2 * i + 1]);
            }
        }
    }

    int width() {
        return levels[0].length;
    }

    /// The root of 2^level hashes of this tile, `level` below 8.
    Hash node(int level, int index) {
        return levels[level][index];
    }

    /// The hashes as they are stored.
    static byte[] bytes(Hash[] hashes, int width) {
        var bytes = new byte[width * Hash.BYTES];
        for (int i = 0; i < width; i++) {
            System.arraycopy(hashes[i].shared(), 0, bytes, i * Hash.BYTES, Hash.BYTES);
        }
        return bytes;
    }
}
