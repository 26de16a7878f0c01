package org.florahub.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files in clear that are there only while a large document is being taken. A crash leaves them behind; the document
/// itself is still with its sender, in its queue, or recorded.
///
/// They are removed at the start for every adapter that ever was, so that those of one that is gone do not stay.
final class Leftovers {

    private final EdgeProperties edge;

    Leftovers(EdgeProperties edge) {
        this.edge = edge;
    }

    /// Removes them. To be called before a channel opens, by the hub that holds the data folder.
    ///
    /// @return how many files
    /// @throws UncheckedIOException if one cannot be removed
    int remove() {
        int removed = 0;
        for (Path folder : folders()) {
            removed += empty(folder);
        }
        return removed;
    }

    private List<Path> folders() {
        var folders = new ArrayList<Path>();
        folders.addAll(below(edge.brokerFolder().resolve("spool")));
        folders.addAll(below(edge.data().resolve("http")));
        below(edge.exchangeFolder()).forEach(adapter -> folders.add(adapter.resolve("fetched")));
        return folders;
    }

    /// No link is followed: what it leads to is not the hub's.
    private static List<Path> below(Path folder) {
        return list(folder).stream()
                .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static int empty(Path folder) {
        int removed = 0;
        for (Path file : list(folder)) {
            try {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file)) {
                    removed++;
                }
            } catch (IOException e) {
                throw unusable(file, e);
            }
        }
        return removed;
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            var found = new ArrayList<Path>();
            inside.forEach(found::add);
            return found;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static UncheckedIOException unusable(Path path, IOException cause) {
        return new UncheckedIOException(
                path
                        + ": holds a message in clear that a crash left, and cannot be removed. Check its owner and rights.",
                cause);
    }
}
