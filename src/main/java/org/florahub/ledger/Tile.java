package org.florahub.ledger;

/// Up to 256 neighbouring hashes of one tile level (c2sp.org/tlog-tiles, section "Merkle Tree") with all complete
/// subtrees over them below the tile's own root. Immutable; at most 16 KB.
final class Tile {

    /// Binary levels in one tile level.
    static final int HEIGHT = 8;

    /// Hashes in a full tile.
    static final int WIDTH = 1 << HEIGHT;

    /// The hashes of each level in a row: two children lie side by side.
    private final byte[][] levels = new byte[HEIGHT][];

    /// Reads a tile.
    ///
    /// @param hashes concatenated, 1 to 256 of them
    Tile(byte[] hashes) {
        int width = hashes.length / Hash.BYTES;
        if (width * Hash.BYTES != hashes.length || width == 0 || width > WIDTH) {
            throw new IllegalArgumentException("A tile is 1 to 256 hashes, not %d bytes".formatted(hashes.length));
        }
        levels[0] = hashes.clone();
        for (int level = 1; level < HEIGHT; level++) {
            levels[level] = new byte[(width >>> level) * Hash.BYTES];
            for (int at = 0; at < levels[level].length; at += Hash.BYTES) {
                TreeHash.node(levels[level - 1], 2 * at, levels[level], at);
            }
        }
    }

    int width() {
        return levels[0].length / Hash.BYTES;
    }

    /// The root of 2^level hashes of this tile, `level` below 8.
    Hash node(int level, int index) {
        return Hash.at(levels[level], index);
    }

    /// Hashes as they are stored.
    static byte[] bytes(Hash[] hashes, int width) {
        var bytes = new byte[width * Hash.BYTES];
        for (int i = 0; i < width; i++) {
            System.arraycopy(hashes[i].shared(), 0, bytes, i * Hash.BYTES, Hash.BYTES);
        }
        return bytes;
    }
}
