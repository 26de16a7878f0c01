package org.florahub.transform.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The files of a transform folder as one version of the format sees them. Used by the thread that loads the folder.
public final class Sources {

    private final String folder;
    private final FormatVersion version;
    private final Set<String> names;
    private final SortedMap<String, byte[]> files;
    private final Findings findings;

    /// @param folder name of the folder
    /// @param files  contents of all its own files by name
    public Sources(String folder, Map<String, byte[]> files, FormatVersion version, Findings findings) {
        this.folder = folder;
        this.version = version;
        this.names = Set.copyOf(files.keySet());
        this.files = new TreeMap<>(version.files(files));
        this.findings = findings;
    }

    /// Name of the folder.
    public String folder() {
        return folder;
    }

    public FormatVersion version() {
        return version;
    }

    public Findings findings() {
        return findings;
    }

    /// Contents by name of the files with that extension, in the order of their names.
    public SortedMap<String, byte[]> with(String extension) {
        var some = new TreeMap<>(files);
        some.keySet().removeIf(name -> !name.endsWith("." + extension));
        return Collections.unmodifiableSortedMap(some);
    }

    /// Names of the files with that extension that are templates of their own: no other one includes them.
    public List<String> templates(String extension) {
        Set<String> included = new Includes(with(extension)).included(findings, this::place);
        return with(extension).keySet().stream()
                .filter(file -> !included.contains(file))
                .toList();
    }

    /// Contents of all files by name.
    public Map<String, byte[]> all() {
        return Collections.unmodifiableMap(files);
    }

    /// Replaces what stands in a file.
    public void replace(String file, UnaryOperator<byte[]> with) {
        files.computeIfPresent(file, (_, content) -> with.apply(content));
    }

    /// What stands in a file, empty where it is no UTF-8, which is noted.
    public String text(String file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(files.getOrDefault(file, new byte[0])))
                    .toString();
        } catch (CharacterCodingException _) {
            findings.add(place(file), "not-utf-8", null, "bytes that are no UTF-8", "UTF-8", "Save the file in UTF-8.");
            return "";
        }
    }

    /// Where a file is.
    public Place place(String file) {
        return new Place("transforms/" + folder + "/" + version.nameInFolder(file, names), 0, 0);
    }

    /// Notes that a file is missing without which the folder cannot be used.
    ///
    /// @param file     what is missing
    /// @param expected what should be there
    public void missing(String file, String expected) {
        findings.add(place("transform.yaml"), "no-template", null, "no " + file, expected, "Add it.");
    }
}
