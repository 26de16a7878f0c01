package org.florahub.transform.codes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.florahub.event.CodedValue;
import org.florahub.event.Regime;
import org.jspecify.annotations.Nullable;

/// One version of a code list as a two-way table between codes and canonical values. Immutable.
public final class CodeList {

    /// Which ways a row may be used.
    public enum Direction {
        BOTH,
        /// `<`: an old spelling, understood but never written.
        READ_ONLY,
        /// `>`: written but not understood.
        WRITE_ONLY,
        /// `!`: known, and refused because any canonical value would change its meaning.
        REFUSED
    }

    /// One row.
    ///
    /// @param from first day of validity, ISO date, or empty
    /// @param to   last day of validity, ISO date, or empty
    public record Row(String value, Direction direction, String from, String to, CodedValue coded) {

        /// Whether the row is valid on that ISO date.
        public boolean validOn(String date) {
            return from.compareTo(date) <= 0 && (to.isEmpty() || date.compareTo(to) <= 0);
        }

        public boolean dated() {
            return !from.isEmpty() || !to.isEmpty();
        }
    }

    private final String name;
    private final String uri;
    private final String version;
    private final @Nullable Regime regime;
    private final List<Row> rows;
    private final @Nullable Row[] table;
    private final Map<String, Row> byValue = new LinkedHashMap<>();
    private final List<String> open;

    /// @param regime the only law under which the codes may be written, or `null` if it does not matter
    public CodeList(String name, String uri, String version, @Nullable Regime regime, List<Row> rows) {
        this(name, uri, version, regime, rows, List.of());
    }

    /// @param open codes of the published list without a row
    public CodeList(
            String name, String uri, String version, @Nullable Regime regime, List<Row> rows, List<String> open) {
        this.name = name;
        this.uri = uri;
        this.version = version;
        this.regime = regime;
        this.rows = List.copyOf(rows);
        this.open = List.copyOf(open);
        this.table = new @Nullable Row[Integer.highestOneBit(Math.max(8, rows.size() * 4))];
        for (Row row : rows) {
            if (row.direction() != Direction.WRITE_ONLY) {
                enter(row);
            }
            if (row.direction() == Direction.BOTH || row.direction() == Direction.WRITE_ONLY) {
                byValue.put(row.value(), row);
            }
        }
    }

    private void enter(Row row) {
        int slot = row.coded().code().hashCode() & (table.length - 1);
        while (table[slot] != null) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = row;
    }

    public String name() {
        return name;
    }

    public String uri() {
        return uri;
    }

    public String version() {
        return version;
    }

    @Nullable
    public Regime regime() {
        return regime;
    }

    public boolean dated() {
        return rows.stream().anyMatch(Row::dated);
    }

    /// The row of that code, or `null`. Write-only rows are not found.
    @Nullable
    public Row read(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = hash & (table.length - 1);
        Row row = table[slot];
        while (row != null && !same(row.coded().code(), text, from, to)) {
            slot = (slot + 1) & (table.length - 1);
            row = table[slot];
        }
        return row;
    }

    @Nullable
    public Row read(String code) {
        return read(code.toCharArray(), 0, code.length());
    }

    private static boolean same(String code, char[] text, int from, int to) {
        if (code.length() != to - from) {
            return false;
        }
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    /// The row that is written for a value, or `null`.
    @Nullable
    public Row write(String value) {
        return byValue.get(value);
    }

    /// Values that can be written.
    public Set<String> writable() {
        return new TreeSet<>(byValue.keySet());
    }

    /// Codes that can be read.
    public List<String> codes() {
        return rows.stream()
                .filter(row -> row.direction() == Direction.BOTH || row.direction() == Direction.READ_ONLY)
                .map(row -> row.coded().code())
                .toList();
    }

    /// Codes of the published list that nobody has said anything about: unknown when read.
    public List<String> open() {
        return open;
    }

    /// Values that can be read.
    public Set<String> readable() {
        var readable = new TreeSet<String>();
        for (Row row : rows) {
            if (row.direction() == Direction.BOTH || row.direction() == Direction.READ_ONLY) {
                readable.add(row.value());
            }
        }
        return readable;
    }

    /// All values, whatever the direction.
    public List<String> values() {
        var values = new ArrayList<String>();
        rows.forEach(row -> {
            if (row.direction() != Direction.REFUSED) {
                values.add(row.value());
            }
        });
        return values;
    }
}
