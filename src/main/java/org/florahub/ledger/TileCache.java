package org.florahub.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The tiles that were used last. Thread-safe; a tile is read without holding up others.
final class TileCache {

    private final Map<TilePath, Tile> tiles;

    /// @param tilesMax kept at most, of up to 16 KB each
    TileCache(int tilesMax) {
        tiles = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<TilePath, Tile> eldest) {
                return size() > tilesMax;
            }
        };
    }

    Tile get(TilePath path, Supplier<Tile> reading) {
        synchronized (tiles) {
            Tile known = tiles.get(path);
            if (known != null) {
                return known;
            }
        }
        Tile read = reading.get();
        synchronized (tiles) {
            tiles.put(path, read);
        }
        return read;
    }

    void forget(TilePath path) {
        synchronized (tiles) {
            tiles.remove(path);
        }
    }
}
