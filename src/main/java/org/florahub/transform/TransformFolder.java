package org.florahub.transform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.florahub.transform.source.BrokenTransformException;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.florahub.transform.source.Sources;

/// One folder below `transforms/`: reads it and has each of its versions compiled. Used once.
final class TransformFolder {

    private static final int HASH_BYTES = 4;
    private static final List<String> FOLDERS = List.of("schema", "codelists");

    private final Path folder;
    private final Findings findings = new Findings();
    private final Map<String, byte[]> files = new TreeMap<>();

    TransformFolder(Path folder) {
        this.folder = folder;
    }

    /// The transform of all versions.
    Transform load() throws BrokenTransformException {
        try {
            readFiles();
            Manifest manifest = manifest();
            var versions = new LinkedHashMap<String, Transform>();
            if (files.containsKey("transform.yaml")) {
                String hash = contentHash();
                String name = folder.toAbsolutePath().normalize().getFileName().toString();
                for (FormatVersion version : manifest.versions()) {
                    Transform transform = new TransformLoader(folder, new Sources(name, files, version, findings))
                            .load(manifest, hash);
                    if (transform != null) {
                        versions.put(version.name(), transform);
                    }
                }
            }
            if (!findings.isEmpty()) {
                throw new BrokenTransformException(findings.all());
            }
            return together(manifest, versions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Transform together(Manifest manifest, Map<String, Transform> versions) throws BrokenTransformException {
        if (!manifest.versioned()) {
            return versions.values().iterator().next();
        }
        new TemplatePairs(findings).checkVersions(versions.values());
        if (!findings.isEmpty()) {
            throw new BrokenTransformException(findings.all());
        }
        return Transform.of(versions);
    }

    private Manifest manifest() {
        if (!files.containsKey("transform.yaml")) {
            findings.add(
                    place(),
                    "manifest-missing",
                    null,
                    "no transform.yaml",
                    "engine and version of the format",
                    "Add the file.");
            return Manifest.parse("{}", place(), new Findings());
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(files.get("transform.yaml")))
                    .toString();
            return Manifest.parse(text, place(), findings);
        } catch (CharacterCodingException _) {
            findings.add(place(), "not-utf-8", null, "bytes that are no UTF-8", "UTF-8", "Save the file in UTF-8.");
            return Manifest.parse("{}", place(), findings);
        }
    }

    private void readFiles() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var entries = Files.list(folder)) {
            for (Path file : entries.filter(TransformFolder::counts).sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    /// Hidden files and the copies `NAME~` that editors leave are not a part of the format.
    private static boolean counts(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.startsWith(".") && !name.endsWith("~");
    }

    /// Eight hexadecimal digits of everything that decides how messages are understood; samples and prose do not.
    private String contentHash() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (!file.getKey().endsWith(".md")) {
                    update(digest, file.getKey(), file.getValue());
                }
            }
            for (Path file : below()) {
                update(digest, folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> below() throws IOException {
        var below = new ArrayList<Path>();
        for (String name : FOLDERS) {
            Path start = folder.resolve(name);
            if (Files.isDirectory(start)) {
                try (var found = Files.walk(start)) {
                    found.filter(TransformFolder::counts)
                            .filter(file -> !file.toString().endsWith(".md"))
                            .sorted()
                            .forEach(below::add);
                }
            }
        }
        return below;
    }

    private static void update(MessageDigest digest, String name, byte[] content) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(
                ByteBuffer.allocate(Integer.BYTES + 1).putInt(1, content.length).array());
        digest.update(content);
    }

    private Place place() {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return new Place("transforms/" + name + "/transform.yaml", 0, 0);
    }
}
