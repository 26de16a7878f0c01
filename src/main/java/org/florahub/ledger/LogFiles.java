package org.florahub.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A log as everybody may read it (c2sp.org/tlog-tiles, section "Parameters"): tiles and bundles of entries under
/// their paths, as far as the last signed checkpoint goes. Thread-safe.
///
/// What lies under a path never changes. A partial tile is served in every width that the log has reached,
/// also after the tile has become full.
public final class LogFiles {

    private final Supplier<Checkpoint> latest;
    private final TileFolder tiles;
    private final LeafStore leaves;

    LogFiles(Supplier<Checkpoint> latest, TileFolder tiles, LeafStore leaves) {
        this.latest = latest;
        this.tiles = tiles;
        this.leaves = leaves;
    }

    /// The bytes of a tile or bundle.
    ///
    /// @param path such as `tile/0/x001/067` or `tile/entries/003.p/17`
    /// @return empty for what is not in the log yet and for every other path
    /// @throws RuntimeException if tile or store cannot be read
    public Optional<byte[]> read(String path) {
        long size = latest.get().size();
        return TilePath.parse(path).filter(tile -> tile.isIn(size)).map(tile -> bytes(tile, size));
    }

    private byte[] bytes(TilePath path, long size) {
        return path.level() == TilePath.ENTRIES ? bundle(path) : tiles.hashes(path, size);
    }

    private byte[] bundle(TilePath path) {
        long from = path.index() * Tile.WIDTH;
        List<byte[]> entries = new ArrayList<>(path.width());
        leaves.entries(from, from + path.width(), (_, entry) -> entries.add(entry.clone()));
        return EntryBundle.bytes(entries);
    }
}
