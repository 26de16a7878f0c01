package org.florahub.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a tile or a bundle of entries lies (c2sp.org/tlog-tiles, sections "Merkle Tree" and "Log Entries"):
/// `tile/L/N` or `tile/entries/N`, and while it is not full `….p/W`.
///
/// @param level tile level: its hashes are roots of 256^level leaves; [#ENTRIES] for a bundle of entries
/// @param index on the level
/// @param width hashes or entries in it, 1 to 256
record TilePath(int level, long index, int width) {

    /// Stands for the entries themselves, one for each leaf.
    static final int ENTRIES = -1;

    private static final int GROUP = 1000;
    private static final int LEVELS = 8;
    private static final Pattern FORM =
            Pattern.compile("tile/([0-7]|entries)/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /// Reads a path in its one spelling; anything else, such as one that leads elsewhere, is none.
    static Optional<TilePath> parse(String path) {
        Matcher form = FORM.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        long index = Long.parseLong(form.group(2).replace("x", "").replace("/", ""));
        int width = form.group(3) == null ? Tile.WIDTH : Integer.parseInt(form.group(3));
        return Optional.of(new TilePath(level, index, width))
                .filter(read -> read.toString().equals(path));
    }

    /// Whether a tree of `size` leaves has all that lies here.
    boolean isIn(long size) {
        return width >= 1 && width <= Tile.WIDTH && index * Tile.WIDTH + width <= onLevel(level, size);
    }

    /// How many hashes a tree of `size` leaves has on a tile level.
    private static long onLevel(int level, long size) {
        return level >= LEVELS ? 0 : size >>> (Tile.HEIGHT * Math.max(0, level));
    }

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
        return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + digits;
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
        return new TilePath(level, index, (int) Math.min(Tile.WIDTH, onLevel(level, size) - index * Tile.WIDTH));
    }
}
