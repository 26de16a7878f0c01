package org.florahub.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How the folders look at one moment, each as a fingerprint of the names, sizes, times and file keys of what lies
/// in it. This works on network mounts too, which report no changes, and where editors rename a new file over the
/// old one. Hidden files and the copies `NAME~` that editors leave do not count.
///
/// @param adapters   by name
/// @param transforms by name
record Look(Map<String, String> adapters, Map<String, String> transforms) {

    Look {
        adapters = Map.copyOf(adapters);
        transforms = Map.copyOf(transforms);
    }

    /// @throws IOException if one of the two folders cannot be read
    static Look at(Folders folders) throws IOException {
        return new Look(fingerprints(folders.adapters()), fingerprints(folders.transforms()));
    }

    /// What can be judged now: folders that look as they did the time before. The others are still being written and
    /// count as they were when they were last judged.
    ///
    /// @param before the look before this one
    /// @param judged what was judged last
    Look settledSince(Look before, Look judged) {
        return new Look(
                settled(adapters, before.adapters, judged.adapters),
                settled(transforms, before.transforms, judged.transforms));
    }

    private static Map<String, String> settled(
            Map<String, String> now, Map<String, String> before, Map<String, String> judged) {
        var settled = new TreeMap<>(judged);
        settled.keySet().removeIf(name -> !now.containsKey(name) && !before.containsKey(name));
        now.forEach((name, fingerprint) -> {
            if (fingerprint.equals(before.get(name))) {
                settled.put(name, fingerprint);
            }
        });
        return settled;
    }

    private static Map<String, String> fingerprints(Path parent) throws IOException {
        var fingerprints = new TreeMap<String, String>();
        try {
            for (Path folder : Transforms.folders(parent)) {
                fingerprints.put(folder.getFileName().toString(), fingerprint(folder));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return fingerprints;
    }

    /// The fingerprint of one folder; of one that is just vanishing, any other than before.
    static String fingerprint(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.sorted().toList()) {
                Path inside = folder.relativize(file);
                if (counts(inside) && Files.isRegularFile(file)) {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    String line = "%s %d %s %s\n"
                            .formatted(inside, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | UncheckedIOException e) {
            return e.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean counts(Path inside) {
        for (Path name : inside) {
            if (name.toString().startsWith(".") || name.toString().endsWith("~")) {
                return false;
            }
        }
        return true;
    }
}
