package org.florahub.transform.template;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts the places of a document that no template names. Bounded: at most 1,000 names, each cut at 200 characters.
public final class Unmapped {

    private static final int NAMES_MAX = 1000;
    private static final int NAME_MAX = 200;

    private final Map<String, Long> counts = new LinkedHashMap<>();

    public void count(String place) {
        String name = clean(place);
        if (counts.size() < NAMES_MAX || counts.containsKey(name)) {
            counts.merge(name, 1L, Long::sum);
        }
    }

    public Map<String, Long> counts() {
        return counts;
    }

    /// Fit for a log: no control characters, bounded length.
    public static String clean(String name) {
        var clean = new StringBuilder(Math.min(name.length(), NAME_MAX));
        for (int i = 0; i < name.length() && clean.length() < NAME_MAX; i++) {
            char c = name.charAt(i);
            clean.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return clean.toString();
    }
}
