package org.florahub.transform.convert;

import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.jspecify.annotations.Nullable;

/// Digits, written with leading zeros up to a width and read without them. A number of a fixed length, such as an
/// AZR number, is read back to that length: whoever keeps it as a number drops its zeros.
///
/// @param width  0 for a number without leading zeros
/// @param length of the canonical value, 0 if it has no leading zeros
public record NumberText(Field field, int width, int length, Mismatch mismatch) implements Converter {

    private static final int AZR_NUMBER_LENGTH = 12;

    public NumberText(Field field, int width) {
        this(field, width, field.type() == FieldType.AZR_NUMBER ? AZR_NUMBER_LENGTH : 0, Misfits.of("digits"));
    }

    @Override
    public List<Field> fields() {
        return List.of(field);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        int start = from;
        while (start < to - 1 && text[start] == '0') {
            start++;
        }
        for (int i = start; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return mismatch;
            }
        }
        String digits = padded(new String(text, start, to - start), length);
        if (!field.type().accepts(digits)) {
            return mismatch;
        }
        into.set(field, digits);
        return null;
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    @Override
    public String write(Values from, Losses losses) {
        String digits = Misfits.require(from, field);
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return padded(digits.substring(start), width);
    }

    @Override
    public @Nullable String obstacle(Values from) {
        String digits = Misfits.require(from, field);
        boolean plain = digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (length > 0 || digits.length() == 1 || digits.charAt(0) != '0');
        return plain ? null : "is not a number without leading zeros";
    }
}
