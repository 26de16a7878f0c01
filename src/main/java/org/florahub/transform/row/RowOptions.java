package org.florahub.transform.row;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.florahub.transform.convert.Charsets;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;

/// The options of the line that says how the rows of a format are put down: `#: csv …`, `#: fixed …`.
final class RowOptions {

    /// By the name of the engine.
    static final Map<String, Set<String>> OPTIONS = Map.of(
            "csv",
            Set.of(
                    "charset",
                    "separator",
                    "quote",
                    "newline",
                    "header",
                    "translit",
                    "lines",
                    "bom",
                    "quoting",
                    "excel",
                    "skip",
                    "regime",
                    "direction"),
            "fixed",
            Set.of("charset", "width", "newline", "translit", "regime", "direction"),
            "xlsx",
            Set.of("sheet", "header", "dates", "skip", "regime", "direction"));

    private static final int WIDTH_MAX = 9999;

    private final Map<String, String> given;
    private final Place at;
    private final Findings findings;

    RowOptions(Map<String, String> given, Place at, Findings findings) {
        this.given = Map.copyOf(given);
        this.at = at;
        this.findings = findings;
    }

    Place at() {
        return at;
    }

    org.florahub.event.@org.jspecify.annotations.Nullable Regime regime() {
        return Directives.regime(given.get("regime"), at, findings);
    }

    Directives.Direction direction() {
        return Directives.direction(given.get("direction"), at, findings);
    }

    CsvDialect csv() {
        Charset charset = charset();
        String separator =
                option("separator", ";", text -> text.length() == 1 || text.equals("tab"), "one character, or tab");
        return new CsvDialect(
                charset,
                separator.equals("tab") ? '\t' : separator.charAt(0),
                option("quote", "\"", text -> text.length() == 1, "one character")
                        .charAt(0),
                newline(),
                header(),
                transliterate(),
                Integer.parseInt(option("lines", "1", text -> text.matches("[1-9][0-9]?"), "1 to 99")),
                option(
                                "bom",
                                "no",
                                mark -> mark.equals("no") || (mark.equals("yes") && utf8(charset)),
                                "no, or yes with utf-8")
                        .equals("yes"),
                option("quoting", "minimal", Set.of("minimal", "all")::contains, "minimal or all")
                        .equals("all"),
                option("excel", "plain", Set.of("plain", "safe")::contains, "plain or safe")
                        .equals("safe"),
                skip());
    }

    private static boolean utf8(Charset charset) {
        return Charsets.of(charset) == null;
    }

    FixedLayout fixed() {
        String width = option("width", "0", text -> text.matches("[1-9][0-9]{0,3}"), "1 to " + WIDTH_MAX);
        if (!given.containsKey("width")) {
            findings.add(at, "width-missing", null, "no width of the lines", "width=80", "Add it to #: fixed.");
        }
        return new FixedLayout(charset(), Integer.parseInt(width), newline(), transliterate());
    }

    SheetLayout sheet() {
        return new SheetLayout(
                option("sheet", "", name -> name.length() <= 31, "at most 31 characters"),
                header(),
                option("dates", "number", Set.of("number", "text")::contains, "number or text")
                        .equals("number"),
                skip());
    }

    private int skip() {
        return Integer.parseInt(option("skip", "0", text -> text.matches("[0-9]{1,2}"), "0 to 99"));
    }

    RowFormat.Header header() {
        return RowFormat.Header.valueOf(
                option("header", "names", Set.of("names", "exact", "none")::contains, "names, exact or none")
                        .toUpperCase(Locale.ROOT));
    }

    private Charset charset() {
        return Charset.forName(option(
                "charset", "utf-8", Charsets::supported, "utf-8, windows-1252, iso-8859-1, iso-8859-15 or us-ascii"));
    }

    private String newline() {
        return option("newline", "crlf", Set.of("crlf", "lf")::contains, "crlf or lf")
                        .equals("lf")
                ? "\n"
                : "\r\n";
    }

    private boolean transliterate() {
        return !option("translit", "none", Set.of("none", "din91379-latin1")::contains, "din91379-latin1")
                .equals("none");
    }

    private String option(String key, String otherwise, Predicate<String> fits, String expected) {
        String value = given.get(key);
        if (value == null || fits.test(value)) {
            return value == null ? otherwise : value;
        }
        findings.add(at, "unknown-directive", null, "%s=%s".formatted(key, value), expected, "Correct the option.");
        return otherwise;
    }
}
