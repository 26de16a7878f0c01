package org.florahub.transform.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which files of a folder are parts of others, and so no templates of their own.
///
/// @param sources contents by name
record Includes(Map<String, byte[]> sources) {

    private static final Pattern INCLUDE = Pattern.compile(":include[\"\\s]*[=:]\\s*[\"']([^\"']+)[\"']");

    /// Names of the included files. One that no template leads to, because it and others only include each other, is
    /// noted: it would be left out without a word.
    Set<String> included(Findings findings, Function<String, Place> place) {
        var included = new HashSet<String>();
        sources.keySet().forEach(file -> included.addAll(of(file)));
        var reached = new HashSet<String>();
        var open = new ArrayDeque<>(sources.keySet());
        open.removeAll(included);
        while (!open.isEmpty()) {
            String file = open.pop();
            if (reached.add(file)) {
                open.addAll(of(file));
            }
        }
        sources.keySet().stream()
                .filter(file -> !reached.contains(file))
                .forEach(file -> findings.add(
                        place.apply(file).at(1, 0),
                        "include-circle",
                        null,
                        "a file that is only included by files that it includes",
                        "a template that nothing includes",
                        "Take one include out of the circle."));
        return included;
    }

    private Set<String> of(String file) {
        byte[] source = sources.getOrDefault(file, new byte[0]);
        return INCLUDE.matcher(new String(source, StandardCharsets.UTF_8))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(found -> !found.equals(file))
                .collect(Collectors.toSet());
    }
}
