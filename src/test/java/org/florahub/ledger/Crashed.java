package org.florahub.ledger;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What lies on a disk after a crash: files as they were, or as a loss of power leaves them. Names are durable when
/// their folder was forced, contents when the file was; of everything else nothing is certain.
final class Crashed {

    private final Path before;
    private final Map<Path, Inode> live = new HashMap<>();
    private final Map<Path, Inode> durable = new HashMap<>();

    /// How a machine goes down.
    enum Way {
        /// The process is killed: what it wrote is there.
        KILLED,
        /// The power fails: what was not forced is gone.
        ALL_LOST,
        /// The power fails: names are there, contents that were not forced are not.
        NAMES_KEPT,
        /// The power fails: of what was not forced anything may be there.
        BY_CHANCE
    }

    /// A file, or a folder, which has no content.
    private static final class Inode {
        private byte @Nullable [] content;
        private boolean forced;
    }

    /// @param before the folder in which the actions happened
    Crashed(Path before) {
        this.before = before;
    }

    void happened(TracedDisk.Action action) {
        switch (action) {
            case TracedDisk.Action.Folder(Path path) -> live.put(path, new Inode());
            case TracedDisk.Action.Write(Path path, byte[] content) -> {
                Inode file = live.computeIfAbsent(path, _ -> new Inode());
                file.content = content;
                file.forced = false;
            }
            case TracedDisk.Action.Force(Path path) -> requireNonNull(live.get(path)).forced = true;
            case TracedDisk.Action.ForceFolder(Path path) -> forced(path);
            case TracedDisk.Action.Rename(Path from, Path to) -> live.put(to, requireNonNull(live.remove(from)));
            case TracedDisk.Action.Delete(Path path) -> live.remove(path);
            case TracedDisk.Action.Committed _, TracedDisk.Action.Published _ -> {}
        }
    }

    private void forced(Path folder) {
        durable.keySet().removeIf(path -> folder.equals(path.getParent()) && !live.containsKey(path));
        live.forEach((path, inode) -> {
            if (folder.equals(path.getParent())) {
                durable.put(path, inode);
            }
        });
    }

    /// Lays out what is left in a new folder.
    void layOut(Path after, Way way, Random chance) throws IOException {
        Files.createDirectory(after);
        var paths = new TreeSet<>(live.keySet());
        paths.addAll(durable.keySet());
        var left = new TreeMap<Path, Inode>();
        for (Path path : paths) {
            Inode inode = survivor(path, way, chance);
            if (inode != null) {
                left.put(path, inode);
            }
        }
        for (Map.Entry<Path, Inode> entry : left.entrySet()) {
            Path path = after.resolve(before.relativize(entry.getKey()));
            byte[] content = entry.getValue().content;
            if (!Files.isDirectory(requireNonNull(path.getParent()))) {
                continue; // lost with its folder
            }
            if (content == null) {
                Files.createDirectory(path);
            } else {
                Files.write(path, entry.getValue().forced ? content : rest(content, way, chance));
            }
        }
    }

    private @Nullable Inode survivor(Path path, Way way, Random chance) {
        return switch (way) {
            case KILLED, NAMES_KEPT -> live.get(path);
            case ALL_LOST -> durable.get(path);
            case BY_CHANCE -> chance.nextBoolean() ? live.get(path) : durable.get(path);
        };
    }

    private static byte[] rest(byte[] content, Way way, Random chance) {
        return switch (way) {
            case KILLED -> content;
            case ALL_LOST, NAMES_KEPT -> new byte[0];
            case BY_CHANCE -> {
                byte[] torn = Arrays.copyOf(content, chance.nextInt(content.length + 1));
                yield chance.nextBoolean() ? torn : Arrays.copyOf(torn, content.length); // zeros behind
            }
        };
    }
}
