package org.florahub.transform.convert;

import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.transform.codes.CodeList;
import org.jspecify.annotations.Nullable;

/// A pair of ways between the text of a slot and canonical values. Immutable and thread-safe.
///
/// What a converter has written it can read again; what is lost on the way is told to [Losses].
public sealed interface Converter
        permits Converter.AsIs,
                Converter.CutText,
                Converter.YesNo,
                Converter.Bool,
                Checked,
                EpochText,
                LetterCase,
                NamesText,
                NumberText,
                PaddedText,
                ZonedInstantText,
                ZonedMomentText,
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

    /// Whether there is something to write.
    default boolean filled(Values from) {
        return from.has(fields().getFirst());
    }

    /// Why values that have the leading field cannot be written without changing what they say; `null` if they can.
    @Nullable
    String obstacle(Values from);

    /// The canonical value itself.
    record AsIs(Field field, Mismatch mismatch) implements Converter {

        public AsIs(Field field) {
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

    /// A flag as two words; others may stand for them when read.
    record YesNo(Field field, List<String> yes, List<String> no, Mismatch mismatch) implements Converter {

        YesNo(Field field, List<String> yes, List<String> no) {
            this(field, List.copyOf(yes), List.copyOf(no), misfit("%s or %s".formatted(yes.getFirst(), no.getFirst())));
        }

        @Override
        public List<Field> fields() {
            return List.of(field);
        }

        @Override
        public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
            String word = new String(text, from, to - from);
            if (yes.contains(word)) {
                into.set(field, "true");
            } else if (no.contains(word)) {
                into.set(field, "false");
            } else {
                return mismatch;
            }
            return null;
        }

        @Override
        public String write(Values from, Losses losses) {
            return (value(from, field).equals("true") ? yes : no).getFirst();
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

        public Coded(Field field, CodeList list) {
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
