package org.florahub.transform.row;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/// Words of row templates, for the test of the page that names them all.
public final class RowWords {

    private RowWords() {}

    /// Words of the line of options, and what stands for them.
    public static Stream<String> options() {
        return Stream.concat(
                RowOptions.OPTIONS.values().stream().flatMap(options -> options.stream()),
                Arrays.stream(RowFormat.Header.values())
                        .map(header -> header.name().toLowerCase(Locale.ROOT)));
    }

    /// Columns that rejected rows get.
    public static Iterable<String> reasons() {
        return RowEngine.REASONS;
    }
}
