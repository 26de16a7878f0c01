package org.florahub.ledger;

/// Where a tile lies (c2sp.org/tlog-tiles): `tile/L/N` or, while it is not full, `tile/L/N.p/W`.
///
/// @param level tile level: its hashes are roots of 256^level leaves
/// @param index on the level
/// @param width hashes in it, 1 to 256
record TilePath(int level, long index, int width) {

    private static final int GROUP = 1000;

    /// Relative to the folder of the log.
    @Override
    public String toString() {
        return full() + (width == Tile.WIDTH ? "" : ".p/" + width);
    }

    /// The path that this tile has once it is full.
    private String full() {
        var digits = new StringBuilder("%03d".formatted(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            digits.insert(0, "x%03d/".formatted(rest % GROUP));
        }
        return "tile/" + level + "/" + digits;
    }

    /// The folder of this tile's partial versions.
    String partials() {
        return full() + ".p";
    }

    TilePath ofWidth(int newWidth) {
        return new TilePath(level, index, newWidth);
    }

    /// The tile that holds hash `position` of a level in a tree of `size` leaves.
    static TilePath holding(int level, long position, long size) {
        long index = position / Tile.WIDTH;
        long onLevel = size >>> (Tile.HEIGHT * level);
        return new TilePath(level, index, (int) Math.min(Tile.WIDTH, onLevel - index * Tile.WIDTH));
    }
}
