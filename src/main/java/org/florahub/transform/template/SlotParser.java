package org.florahub.transform.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.ConverterFactory;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Content.Strength;
import org.jspecify.annotations.Nullable;

/// Reads what stands in a template at one place: a constant, or a slot with a constant before and after it.
public final class SlotParser {

    private static final Pattern SLOT = Pattern.compile("(=?)\\s*([A-Za-z.]+)(\\?)?\\s*(?:\\|\\s*(.+))?");
    private static final Pattern CONSTANT = Pattern.compile("(\\??)'(.*)'");
    private static final Pattern CONVERTER = Pattern.compile("([a-z]+)(?:\\((.*)\\))?");
    private static final Pattern CHECK = Pattern.compile("(?:(.*?)[\\s|]+)?check\\('(.*)'\\)");
    private static final Pattern WIDTH = Pattern.compile("[A-Za-z.]*\\??:[0-9].*");

    private final ConverterFactory converters;
    private final Findings findings;

    public SlotParser(ConverterFactory converters, Findings findings) {
        this.converters = converters;
        this.findings = findings;
    }

    /// Never fails: a mistake is noted and reads as `{}`.
    public Content parse(String raw, Place at, String where) {
        var pieces = new Pieces(raw);
        if (!pieces.wellFormed()) {
            findings.add(
                    at,
                    "slot-not-closed",
                    where,
                    "a brace without its partner",
                    "{path}",
                    "Close the slot, or write" + " {{ and }} for braces that are meant literally.");
            return new Anything();
        }
        if (pieces.slots() == 0) {
            return new Fixed(pieces.before(), Strength.DEMANDED);
        }
        if (pieces.slots() > 1) {
            findings.add(
                    at,
                    "two-slots",
                    where,
                    "two slots in one text",
                    "one",
                    "Give each value a place of its own: a reader cannot tell where the first one ends.");
            return new Anything();
        }
        return slot(pieces, at, where);
    }

    private Content slot(Pieces pieces, Place at, String where) {
        String inside = pieces.inside().strip();
        Matcher constant = CONSTANT.matcher(inside);
        boolean alone = pieces.before().isEmpty() && pieces.after().isEmpty();
        if (inside.isEmpty() || constant.matches()) {
            if (!alone) {
                findings.add(
                        at,
                        "constant-not-alone",
                        where,
                        "text beside {} or {'…'}",
                        "the slot alone",
                        "Put the text inside the quotes.");
            }
            return inside.isEmpty()
                    ? new Anything()
                    : new Fixed(
                            constant.group(2),
                            constant.group(1).isEmpty() ? Strength.WRITTEN_ONLY : Strength.MATCHED_IF_PRESENT);
        }
        Matcher slot = SLOT.matcher(inside);
        if (!slot.matches()) {
            refuse(inside, at, where);
            return new Anything();
        }
        Converter converter = converter(slot, at, where);
        return converter == null
                ? new Anything()
                : new Slot(
                        converter,
                        slot.group(2),
                        slot.group(3) != null,
                        !slot.group(1).isEmpty(),
                        pieces.before(),
                        pieces.after());
    }

    private void refuse(String inside, Place at, String where) {
        if (WIDTH.matcher(inside).matches()) {
            findings.add(
                    at,
                    "width-without-fixed-width",
                    where,
                    "a width",
                    "a slot without a width",
                    "Widths belong to lines of fixed width (engine: fixed).");
        } else {
            findings.add(
                    at,
                    "slot-not-understood",
                    where,
                    "a slot of another shape",
                    "{path}, {path?}, {path | converter(…)}, " + "{=path}, {'text'}, {?'text'} or {}",
                    "See docs/reference/templates.md.");
        }
    }

    private @Nullable Converter converter(Matcher slot, Place at, String where) {
        String call = slot.group(4) == null ? "" : slot.group(4).strip();
        Matcher check = CHECK.matcher(call);
        if (!check.matches()) {
            return converter(slot.group(2), call, at, where);
        }
        String before = check.group(1) == null ? "" : check.group(1).strip();
        Converter converter = converter(slot.group(2), before, at, where);
        return converter == null ? null : converters.checked(converter, check.group(2), at, where);
    }

    private @Nullable Converter converter(String path, String call, Place at, String where) {
        if (call.isEmpty()) {
            return converters.create(path, "", List.of(), at, where);
        }
        Matcher converter = CONVERTER.matcher(call);
        if (!converter.matches()) {
            findings.add(
                    at,
                    "slot-not-understood",
                    where,
                    "a converter of another shape",
                    "converter, converter(…), or check('…') behind it",
                    "One converter, with its arguments in parentheses.");
            return null;
        }
        String arguments = converter.group(2);
        return converters.create(
                path, converter.group(1), arguments == null ? List.of() : List.of(arguments.split(",", -1)), at, where);
    }

    /// Index of the brace that closes the slot; braces between quotes do not count.
    public static int endOfSlot(String raw, int open) {
        boolean quoted = false;
        for (int i = open + 1; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                return -1;
            } else if (!quoted && c == '}') {
                return i;
            }
        }
        return -1;
    }

    /// A text taken apart at its braces.
    private static final class Pieces {

        private final StringBuilder before = new StringBuilder();
        private final StringBuilder inside = new StringBuilder();
        private final StringBuilder after = new StringBuilder();
        private int slots;
        private boolean wellFormed = true;

        Pieces(String raw) {
            int at = 0;
            while (at < raw.length()) {
                char c = raw.charAt(at);
                boolean doubled = at + 1 < raw.length() && raw.charAt(at + 1) == c;
                if (c == '{' && !doubled) {
                    at = takeSlot(raw, at);
                } else if (c == '}' && !doubled) {
                    wellFormed = false;
                    at++;
                } else {
                    (slots == 0 ? before : after).append(c);
                    at += c == '{' || c == '}' ? 2 : 1;
                }
            }
        }

        private int takeSlot(String raw, int open) {
            int close = SlotParser.endOfSlot(raw, open);
            if (close < 0) {
                wellFormed = false;
                return raw.length();
            }
            slots++;
            inside.append(raw, open + 1, close);
            return close + 1;
        }

        boolean wellFormed() {
            return wellFormed;
        }

        int slots() {
            return slots;
        }

        String before() {
            return before.toString();
        }

        String inside() {
            return inside.toString();
        }

        String after() {
            return after.toString();
        }
    }
}
