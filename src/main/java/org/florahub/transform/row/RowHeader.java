package org.florahub.transform.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;

/// Which column of a document is which of the template. Immutable.
final class RowHeader {

    private static final RowHeader NONE = new RowHeader(List.of(), new int[0]);

    private final List<String> names;
    private final int[] inTemplate;

    private RowHeader(List<String> names, int[] inTemplate) {
        this.names = names;
        this.inTemplate = inTemplate;
    }

    /// Of documents without a header: columns are told by their position.
    static RowHeader none() {
        return NONE;
    }

    /// Takes a header row, and says why it is not the document's if it is not.
    ///
    /// @param line on which it stands
    static RowHeader of(RowDocument document, List<String> names, int line, ProblemLog problems, Unmapped unmapped) {
        return document.format().header() == RowFormat.Header.EXACT
                ? exact(document, names, line, problems)
                : byName(document, names, line, problems, unmapped);
    }

    /// The document whose header this is, or the nearest.
    static RowDocument chosen(List<RowDocument> documents, List<String> names) {
        return documents.stream()
                .max(Comparator.comparing((RowDocument one) -> fits(one, names))
                        .thenComparingInt(one -> known(one, names)))
                .orElseThrow();
    }

    private static boolean fits(RowDocument document, List<String> names) {
        var misfits = new ProblemLog("");
        of(document, names, 1, misfits, new Unmapped());
        return misfits.isEmpty();
    }

    private static RowHeader exact(RowDocument document, List<String> names, int line, ProblemLog problems) {
        int own = Math.min(document.header().size(), names.size());
        boolean reasonsAfter = names.stream().skip(own).allMatch(RowEngine::isReason);
        if (!names.subList(0, own).equals(document.header()) || !reasonsAfter) {
            problems.add(
                    "X001",
                    line,
                    0,
                    null,
                    "another header row",
                    "these columns: " + String.join("; ", document.header()),
                    "Use exactly these columns.");
        }
        int[] inTemplate = new int[names.size()];
        for (int i = 0; i < inTemplate.length; i++) {
            inTemplate[i] = i < own ? i : -1;
        }
        return new RowHeader(names, inTemplate);
    }

    private static RowHeader byName(
            RowDocument document, List<String> names, int line, ProblemLog problems, Unmapped unmapped) {
        Map<String, Integer> missing = new HashMap<>();
        document.header().forEach(name -> missing.put(name, missing.size()));
        int[] inTemplate = new int[names.size()];
        for (int i = 0; i < inTemplate.length; i++) {
            @Nullable Integer column = missing.remove(names.get(i));
            inTemplate[i] = column == null ? -1 : column;
            if (column == null && document.header().contains(names.get(i))) {
                problems.add(
                        "X001",
                        line,
                        i + 1,
                        names.get(i),
                        "the column a second time",
                        "it once",
                        "Remove one of them.");
            } else if (column == null && !RowEngine.isReason(names.get(i))) {
                unmapped.count(names.get(i));
            }
        }
        for (String name : document.header()) {
            Integer column = missing.get(name);
            if (column != null && !document.omissible(column)) {
                problems.add(
                        "S020",
                        line,
                        0,
                        name,
                        "no such column",
                        "a column of this name",
                        "Add it; check the separator and the header row.");
            }
        }
        return new RowHeader(names, inTemplate);
    }

    /// How many columns of a header row the document knows.
    private static int known(RowDocument document, List<String> names) {
        Set<String> known = new HashSet<>(document.header());
        known.retainAll(names);
        return known.size();
    }

    /// Whether a header row could be of either document.
    static boolean alike(RowDocument one, RowDocument other) {
        return !demandsMore(one, other) || !demandsMore(other, one);
    }

    /// Whether one needs a column that the other does not have.
    private static boolean demandsMore(RowDocument one, RowDocument other) {
        if (one.format().header() == RowFormat.Header.EXACT && other.format().header() == RowFormat.Header.EXACT) {
            return !one.header().equals(other.header());
        }
        var demanded = new TreeSet<String>();
        for (int i = 0; i < one.header().size(); i++) {
            if (!one.omissible(i)) {
                demanded.add(one.header().get(i));
            }
        }
        return !other.header().containsAll(demanded);
    }

    List<String> names() {
        return names;
    }

    /// How many cells a row of that kind has.
    int cells(RowPicture picture) {
        return this == NONE ? picture.columns().size() : names.size();
    }

    /// The column of the template in which a cell stands, -1 if it is none of its.
    int inTemplate(int cell) {
        return this == NONE ? cell : inTemplate[cell];
    }

    /// The cell in which a column of the template stands, -1 if the document does not have it.
    int inDocument(int column) {
        if (this == NONE) {
            return column;
        }
        for (int i = 0; i < inTemplate.length; i++) {
            if (inTemplate[i] == column) {
                return i;
            }
        }
        return -1;
    }

    /// Indices of the cells that are not reasons of an earlier return.
    List<Integer> own() {
        var own = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            if (!RowEngine.isReason(names.get(i))) {
                own.add(i);
            }
        }
        return own;
    }
}
