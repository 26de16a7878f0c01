package org.florahub.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Compares every tile of a log with hashes that are derived again. Reads each file once, writes nothing. Used by one
/// thread.
final class TileCheck {

    private static final int LEVELS = 8;

    /// More than these are of no use to anybody.
    private static final int MISMATCHES_MAX = 10_000;

    private final Path folder;
    private final long size;
    private final Findings findings;
    private final byte[][] derived = new byte[LEVELS][Tile.WIDTH * Hash.BYTES];
    private final List<Mismatch> mismatches = new ArrayList<>();

    /// @param size of the tree whose tiles are there
    TileCheck(Path folder, long size, Findings findings) {
        this.folder = folder;
        this.size = size;
        this.findings = findings;
    }

    /// Hashes of one tile that are not those derived.
    ///
    /// @param positions  on the tile's level
    /// @param tileFaulty whether the level above agrees with what was derived, and not with this tile
    private record Mismatch(TilePath path, List<Long> positions, boolean tileFaulty) {

        /// Whether there is a wrong leaf below each of the positions.
        ///
        /// @param leaves that are wrong, ascending
        boolean follows(long[] leaves) {
            int bits = Tile.HEIGHT * path.level();
            return positions.stream().allMatch(at -> {
                int found = Arrays.binarySearch(leaves, at << bits);
                int next = found < 0 ? -found - 1 : found;
                return next < leaves.length && leaves[next] >>> bits == at;
            });
        }
    }

    /// Hears of a derived subtree, see [Edge.Completed].
    void node(int level, long index, Hash hash) {
        if (level % Tile.HEIGHT == 0) {
            int tileLevel = level / Tile.HEIGHT;
            int at = (int) (index % Tile.WIDTH);
            System.arraycopy(hash.shared(), 0, derived[tileLevel], at * Hash.BYTES, Hash.BYTES);
            if (at == Tile.WIDTH - 1) {
                compare(new TilePath(tileLevel, index / Tile.WIDTH, Tile.WIDTH));
            }
        }
    }

    /// Compares the tiles that are not full, in every width that is there.
    void partials() throws IOException {
        for (int level = 0; level < LEVELS; level++) {
            long onLevel = size >>> (Tile.HEIGHT * level);
            int width = (int) (onLevel % Tile.WIDTH);
            if (width > 0) {
                var widest = new TilePath(level, onLevel / Tile.WIDTH, width);
                compare(widest);
                for (int narrower : widths(widest)) {
                    compare(widest.ofWidth(narrower));
                }
            }
        }
    }

    private List<Integer> widths(TilePath widest) throws IOException {
        var widths = new ArrayList<Integer>();
        Path partials = folder.resolve(widest.partials());
        if (Files.isDirectory(partials)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(partials, "[1-9]*")) {
                for (Path file : files) {
                    String name = String.valueOf(file.getFileName());
                    if (name.matches("[1-9][0-9]{0,2}") && Integer.parseInt(name) < widest.width()) {
                        widths.add(Integer.valueOf(name));
                    }
                }
            }
        }
        return widths;
    }

    private void compare(TilePath path) {
        byte[] right = Arrays.copyOf(derived[path.level()], path.width() * Hash.BYTES);
        try {
            byte[] stored = stored(path);
            if (stored.length != right.length) {
                wrong(path, "%d bytes".formatted(stored.length), "%d".formatted(right.length));
            } else if (!Arrays.equals(stored, right) && mismatches.size() < MISMATCHES_MAX) {
                mismatches.add(new Mismatch(path, differing(path, stored, right), tileFaulty(path, right)));
            }
        } catch (NoSuchFileException _) {
            wrong(path, "no file", "the tile");
        } catch (IOException e) {
            wrong(path, "a file that cannot be read (%s)".formatted(e.getMessage()), "the tile");
        }
    }

    /// A tile that has become full meanwhile holds the hashes of its partial versions.
    private byte[] stored(TilePath path) throws IOException {
        try {
            return Files.readAllBytes(folder.resolve(path.toString()));
        } catch (NoSuchFileException e) {
            if (path.width() == Tile.WIDTH) {
                throw e;
            }
            byte[] full =
                    Files.readAllBytes(folder.resolve(path.ofWidth(Tile.WIDTH).toString()));
            return Arrays.copyOf(full, path.width() * Hash.BYTES);
        }
    }

    private static List<Long> differing(TilePath path, byte[] stored, byte[] right) {
        var positions = new ArrayList<Long>();
        for (int at = 0; at < right.length; at += Hash.BYTES) {
            if (!Arrays.equals(stored, at, at + Hash.BYTES, right, at, at + Hash.BYTES)) {
                positions.add(path.index() * Tile.WIDTH + at / Hash.BYTES);
            }
        }
        return positions;
    }

    private boolean tileFaulty(TilePath path, byte[] right) {
        if (path.width() < Tile.WIDTH || path.level() + 1 == LEVELS) {
            return false;
        }
        try {
            var tile = new Tile(right);
            Hash root = TreeHash.node(tile.node(Tile.HEIGHT - 1, 0), tile.node(Tile.HEIGHT - 1, 1));
            return new TileFolder(folder)
                    .nodes(size)
                    .node(Tile.HEIGHT * (path.level() + 1), path.index())
                    .equals(root);
        } catch (UncheckedIOException | InvalidProofException | IllegalArgumentException _) {
            return false; // told of the tile above
        }
    }

    /// Tells what was found. Where the entries give the signed root the tiles are wrong; else an entry is, unless the
    /// tile above knows better. What follows from a wrong entry further up is not told again.
    ///
    /// @param asSigned whether the entries give the signed root
    void report(boolean asSigned) {
        long[] leaves = mismatches.stream()
                .filter(mismatch -> !asSigned && mismatch.path.level() == 0 && !mismatch.tileFaulty)
                .flatMap(mismatch -> mismatch.positions.stream())
                .mapToLong(Long::longValue)
                .sorted()
                .distinct()
                .toArray();
        for (long leaf : leaves) {
            findings.add(
                    "record.db, leaf " + leaf,
                    "another entry than the tree holds",
                    "the entry that was recorded",
                    LogCheck.RESTORE);
        }
        for (Mismatch mismatch : mismatches) {
            if (asSigned || mismatch.tileFaulty || !mismatch.follows(leaves)) {
                wrong(
                        mismatch.path,
                        "%d wrong hashes, the first is number %d"
                                .formatted(mismatch.positions.size(), mismatch.positions.getFirst() % Tile.WIDTH),
                        "those that the entries give");
            }
        }
    }

    private void wrong(TilePath path, String found, String expected) {
        findings.add("ledger/" + path, found, expected, LogCheck.REWRITE);
    }
}
