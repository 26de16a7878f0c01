package org.florahub.transform.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One version of a format: what `transform.yaml` says under `versions:`.
///
/// @param name       for example `26.05`
/// @param known      names of all versions of the folder, the oldest first; empty if the folder has one only
/// @param parameters what stands for `{$name}` in its files
public record FormatVersion(String name, List<String> known, Map<String, String> parameters) {

    public FormatVersion {
        known = List.copyOf(known);
        parameters = Map.copyOf(parameters);
    }

    public static boolean isName(String text) {
        return text.matches("[A-Za-z0-9._-]{1,40}");
    }

    /// The files that this version is made of: `NAME@VERSION.ext` stands in for `NAME.ext` in that version and is
    /// not there in the others. What follows the `@` may name something else than a version of the folder, such as
    /// the version of a code list: then it is part of the name.
    public Map<String, byte[]> files(Map<String, byte[]> folder) {
        var files = new TreeMap<>(folder);
        folder.forEach((file, content) -> {
            int at = file.indexOf('@');
            int dot = file.lastIndexOf('.');
            String version = at < 0 || dot < at ? "" : file.substring(at + 1, dot);
            if (known.contains(version)) {
                files.remove(file);
                if (version.equals(name)) {
                    files.put(file.substring(0, at) + file.substring(dot), content);
                }
            }
        });
        return files;
    }

    /// What a file of this version is called in the folder.
    public String nameInFolder(String file, Set<String> folder) {
        int dot = Math.max(0, file.lastIndexOf('.'));
        String own = file.substring(0, dot) + "@" + name + file.substring(dot);
        return folder.contains(own) ? own : file;
    }
}
