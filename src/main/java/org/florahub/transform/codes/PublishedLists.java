package org.florahub.transform.codes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.florahub.transform.codes.Genericode.BrokenListException;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.jspecify.annotations.Nullable;

/// The lists that an operator has put into `codelists/` of a folder, in genericode; each belongs to the table of its
/// name, or of its URI.
public final class PublishedLists {

    private final Map<String, Genericode> byFile = new TreeMap<>();
    private final Set<String> used = new HashSet<>();
    private final Place place;
    private final Findings findings;

    private PublishedLists(Place place, Findings findings) {
        this.place = place;
        this.findings = findings;
    }

    /// Those of `codelists/VERSION` where there is such a folder, else of `codelists`.
    public static PublishedLists of(Path folder, FormatVersion version, Place place, Findings findings)
            throws IOException {
        var lists = new PublishedLists(place, findings);
        Path own = folder.resolve("codelists").resolve(version.name());
        Path all = Files.isDirectory(own) ? own : folder.resolve("codelists");
        if (Files.isDirectory(all)) {
            try (var files = Files.list(all)) {
                for (Path file : files.filter(name -> name.toString().endsWith(".xml"))
                        .sorted()
                        .toList()) {
                    lists.read(file);
                }
            }
        }
        return lists;
    }

    private void read(Path file) throws IOException {
        String name = file.getFileName().toString();
        try (InputStream in = Files.newInputStream(file)) {
            byFile.put(name, Genericode.parse(in));
        } catch (BrokenListException e) {
            findings.add(
                    at(name).at(e.line(), 0),
                    "published-list-broken",
                    null,
                    String.valueOf(e.getMessage()),
                    "a code list in genericode 1.0",
                    "Take the file as the XRepository gives it out.");
        }
    }

    /// The published form of a table; `null` if nothing is published for it. A table `LIST@VERSION` beside another
    /// one of the same URI is found by its name only.
    @Nullable
    public Genericode of(String table, String uri) {
        for (Map.Entry<String, Genericode> list : byFile.entrySet()) {
            boolean named = list.getKey().equals(table + ".xml");
            if (named || (table.indexOf('@') < 0 && list.getValue().uri().equals(uri))) {
                used.add(list.getKey());
                return list.getValue();
            }
        }
        return null;
    }

    /// Notes the ones that belong to no table: nobody would see that they do nothing.
    public void noteUnused() {
        byFile.keySet().stream()
                .filter(file -> !used.contains(file))
                .forEach(file -> findings.add(
                        at(file),
                        "published-list-unused",
                        null,
                        "a published list that no table belongs to",
                        "a file NAME.codes of the same name or URI",
                        "Name the file as the table, or make one: ./flora codes import FILE --into FOLDER."));
    }

    private Place at(String file) {
        return new Place(place.file() + "/" + file, 0, 0);
    }
}
