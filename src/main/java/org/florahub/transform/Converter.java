package org.florahub.transform;

import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.jspecify.annotations.Nullable;

/// A pair of ways between the text of a slot and canonical values. Immutable and thread-safe.
///
/// What a converter has written it can read again; what is lost on the way is told to [Losses].
sealed interface Converter
        permits Converter.AsIs,
                Converter.CutText,
                Converter.PaddedNumber,
                Converter.YesNo,
                Converter.Bool,
                Converter.AuthorityId,
                Converter.Coded,
                DateText,
                TimeText,
                MomentText,
                InstantText {

    /// The fields that it reads and writes, the leading one first: without it the slot is empty.
    List<Field> fields();

    /// Reads a text that is not empty.
    ///
    /// @return `null` if it fits, else why not; then nothing is set
    @Nullable
    Mismatch read(char[] text, int from, int to, Values into);

    /// The text for values that have the leading field and no [#obstacle(Values)].
    String write(Values from, Losses losses);

    /// Why values that have the leading field cannot be written without changing what they say; `null` if they can.
    @Nullable
    String obstacle(Values from);

    /// The canonical value itself.
    record AsIs(Field field, Mismatch mismatch) implements Converter {

        AsIs(Field field) {
            this(field, misfit(field.type().expectation()));
        }

        @Override
        public List<Field> fields() {
            return List.of(field);
        }

        @Override
        public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
            String value = new String(text, from, to - from);
            if (field.type() == FieldType.TEXT) {
                value = Characters.composed(value);
            }
            if (!field.type().accepts(value)) {
                return mismatch;
            }
            into.set(field, value);
            return null;
        }

        @Override
        public String write(Values from, Losses losses) {
            return value(from, field);
        }

        @Override
        public @Nullable String obstacle(Values from) {
            return null;
        }
    }

    /// Text cut at its longest when written. Reads any length.
    record CutText(AsIs whole, int max) implements Converter {

        @Override
        public List<Field> fields() {
            return whole.fields();
        }

        @Override
        public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
            return whole.read(text, from, to, into);
        }

        @Override
        public String write(Values from, Losses losses) {
            String value = whole.write(from, losses);
            if (value.codePointCount(0, value.length()) <= max) {
                return value;
            }
            String cut = value.substring(0, value.offsetByCodePoints(0, max)).stripTrailing();
            losses.add(whole.field(), Loss.Kind.SHORTENED, value, cut);
            return cut;
        }

        @Override
        public @Nullable String obstacle(Values from) {
            return null;
        }
    }

    /// Digits, written with leading zeros up to a width and read without them. A number of a fixed length, such as an
    /// AZR number, is read back to that length: whoever keeps it as a number drops its zeros.
    ///
    /// @param width  0 for a number without leading zeros
    /// @param length of the canonical value, 0 if it has no leading zeros
    record PaddedNumber(Field field, int width, int length, Mismatch mismatch) implements Converter {

        private static final int AZR_NUMBER_LENGTH = 12;

        PaddedNumber(Field field, int width) {
            this(field, width, field.type() == FieldType.AZR_NUMBER ? AZR_NUMBER_LENGTH : 0, misfit("digits"));
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
            String digits = value(from, field);
            int start = 0;
            while (start < digits.length() - 1 && digits.charAt(start) == '0') {
                start++;
            }
            return padded(digits.substring(start), width);
        }

        @Override
        public @Nullable String obstacle(Values from) {
            String digits = value(from, field);
            boolean plain = digits.chars().allMatch(c -> c >= '0' && c <= '9')
                    && (length > 0 || digits.length() == 1 || digits.charAt(0) != '0');
            return plain ? null : "is not a number without leading zeros";
        }
    }

    /// A flag as `true` or `false`, in JSON without quotes.
    record Bool(AsIs word) implements Converter {

        @Override
        public List<Field> fields() {
            return word.fields();
        }

        @Override
        public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
            return word.read(text, from, to, into);
        }

        @Override
        public String write(Values from, Losses losses) {
            return word.write(from, losses);
        }

        @Override
        public @Nullable String obstacle(Values from) {
            return null;
        }
    }

    /// A flag as two words.
    record YesNo(Field field, String yes, String no, Mismatch mismatch) implements Converter {

        YesNo(Field field, String yes, String no) {
            this(field, yes, no, misfit("%s or %s".formatted(yes, no)));
        }

        @Override
        public List<Field> fields() {
            return List.of(field);
        }

        @Override
        public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
            String word = new String(text, from, to - from);
            if (word.equals(yes)) {
                into.set(field, "true");
            } else if (word.equals(no)) {
                into.set(field, "false");
            } else {
                return mismatch;
            }
            return null;
        }

        @Override
        public String write(Values from, Losses losses) {
            return value(from, field).equals("true") ? yes : no;
        }

        @Override
        public @Nullable String obstacle(Values from) {
            return null;
        }
    }

    /// An authority without its DVDV prefix, where the format knows one kind of authority only.
    record AuthorityId(Field field, String prefix, Mismatch mismatch) implements Converter {

        AuthorityId(Field field, String prefix) {
            this(field, prefix, misfit("the id of an authority without its prefix " + prefix));
        }

        @Override
        public List<Field> fields() {
            return List.of(field);
        }

        @Override
        public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
            String authority = prefix + ":" + new String(text, from, to - from);
            if (!FieldType.AUTHORITY.accepts(authority)) {
                return mismatch;
            }
            into.set(field, authority);
            return null;
        }

        @Override
        public String write(Values from, Losses losses) {
            return value(from, field).substring(prefix.length() + 1);
        }

        @Override
        public @Nullable String obstacle(Values from) {
            return value(from, field).startsWith(prefix + ":") ? null : "has another prefix than " + prefix;
        }
    }

    /// A value as a code of a list.
    record Coded(Field field, CodeList list, Mismatch unknown, Mismatch refused) implements Converter {

        Coded(Field field, CodeList list) {
            String expected = "a code of list %s version %s".formatted(list.uri(), list.version());
            this(
                    field,
                    list,
                    new Mismatch(
                            "S010",
                            "a code that is not in the list",
                            expected,
                            "Use a code of that list, or add the code to %s.codes.".formatted(list.name())),
                    new Mismatch(
                            "S010",
                            "a code that is known and refused, because every canonical value would change its meaning",
                            expected,
                            "State the fact with a code of its own."));
        }

        @Override
        public List<Field> fields() {
            return List.of(field);
        }

        @Override
        public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
            CodeList.Row row = list.read(text, from, to);
            if (row == null) {
                return unknown;
            }
            if (row.direction() == CodeList.Direction.REFUSED) {
                return refused;
            }
            into.set(field, row.value(), row.coded());
            return null;
        }

        @Override
        public String write(Values from, Losses losses) {
            CodeList.Row row = list.write(value(from, field));
            if (row == null) {
                throw new IllegalArgumentException("%s has no code in list %s".formatted(field.path(), list.uri()));
            }
            return row.coded().code();
        }

        @Override
        public @Nullable String obstacle(Values from) {
            CodeList.Row row = list.write(value(from, field));
            if (row == null) {
                return "has no code in list %s version %s".formatted(list.uri(), list.version());
            }
            String sentAt = from.get(Field.MESSAGE_SENT_AT);
            return sentAt == null || row.validOn(sentAt.substring(0, 10))
                    ? null
                    : "has a code in list %s version %s that is not valid when the message is sent"
                            .formatted(list.uri(), list.version());
        }
    }

    private static Mismatch misfit(String expected) {
        return Misfits.of(expected);
    }

    /// The value of a field that the caller knows to be there.
    private static String value(Values from, Field field) {
        return Misfits.require(from, field);
    }
}
