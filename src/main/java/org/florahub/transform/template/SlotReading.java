package org.florahub.transform.template;

import org.florahub.transform.convert.Misfits;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Content.Strength;
import org.jspecify.annotations.Nullable;

/// Compares one text of a document with what the template says about its place.
public final class SlotReading {

    private static final Mismatch EMPTY = new Mismatch("S030", "nothing", "a value", "State it.");

    private SlotReading() {}

    /// Reads the characters; an empty text is absent.
    ///
    /// @param constantCode code of the problem if a constant does not match
    /// @return `null` if they fit
    public static @Nullable Mismatch read(
            Content content, char[] text, int from, int to, Values into, String constantCode) {
        return switch (content) {
            case Anything() -> null;
            case Fixed(String constant, Strength strength) ->
                strength == Strength.WRITTEN_ONLY
                                || (strength == Strength.MATCHED_IF_PRESENT && from >= to)
                                || equal(constant, text, from, Math.max(from, to))
                        ? null
                        : differs(constant, constantCode);
            case Slot slot -> slot.writeOnly() ? null : slot(slot, text, from, to, into);
        };
    }

    private static @Nullable Mismatch slot(Slot slot, char[] text, int from, int to, Values into) {
        if (from >= to) {
            return slot.optional() ? null : EMPTY;
        }
        int start = from + slot.prefix().length();
        int end = to - slot.suffix().length();
        if (start >= end || !equal(slot.prefix(), text, from, start) || !equal(slot.suffix(), text, end, to)) {
            return slot.prefix().isEmpty() && slot.suffix().isEmpty()
                    ? EMPTY
                    : Misfits.of("a value between '%s' and '%s'".formatted(slot.prefix(), slot.suffix()));
        }
        return slot.converter().read(text, start, end, into);
    }

    private static boolean equal(String constant, char[] text, int from, int to) {
        if (constant.length() != to - from) {
            return false;
        }
        for (int i = 0; i < constant.length(); i++) {
            if (constant.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static Mismatch differs(String constant, String code) {
        String expected = constant.isEmpty() ? "nothing" : "'" + constant + "'";
        return switch (code) {
            case "S011" ->
                new Mismatch(
                        code,
                        "another code list or version",
                        expected,
                        "Use this list: the same code may mean something else in another.");
            case "V000" -> new Mismatch(code, "another version", expected, "Use a version that is configured.");
            default -> new Mismatch(code, "another text", expected, "Correct the text and send it again.");
        };
    }
}
