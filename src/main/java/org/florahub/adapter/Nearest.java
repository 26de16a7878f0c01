package org.florahub.adapter;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/// Names what somebody probably meant.
final class Nearest {

    private Nearest() {}

    /// `Did you mean "receives"?`, or the whole choice where nothing is near.
    static String remedy(String word, Collection<String> choice) {
        return choice.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .map("Did you mean \"%s\"?"::formatted)
                .orElseGet(() -> choice.isEmpty()
                        ? "Remove it."
                        : "Use one of: " + choice.stream().sorted().collect(Collectors.joining(", ")) + ".");
    }

    /// Levenshtein's distance, case-blind.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
