package org.florahub.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Finds what is to be verified: files as they are named, and of a folder everything in and below it. There a bundle
/// whose file is gone counts as well, so that nothing is passed over in silence.
final class DeliveredFiles {

    /// What the hub puts beside a delivery.
    private static final List<String> COMPANIONS = List.of(".proof", ".losses");

    private DeliveredFiles() {}

    /// @param named files and folders
    /// @throws IOException if a folder cannot be read
    static List<Path> in(List<Path> named) throws IOException {
        var files = new TreeSet<Path>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> below = Files.walk(path)) {
                    below.filter(Files::isRegularFile)
                            .map(DeliveredFiles::delivered)
                            .forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        return List.copyOf(files);
    }

    private static Path delivered(Path file) {
        String name = String.valueOf(file.getFileName());
        for (String companion : COMPANIONS) {
            if (name.endsWith(companion) && name.length() > companion.length()) {
                return file.resolveSibling(name.substring(0, name.length() - companion.length()));
            }
        }
        return file;
    }
}
