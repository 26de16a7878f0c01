package org.florahub.transform.convert;

import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// Family name and given name in one place, `Muster, Amal`; without a comma the family name alone.
record NamesText(Converter.AsIs family, Converter.AsIs given) implements Converter {

    private static final String BETWEEN = ", ";

    NamesText() {
        this(new Converter.AsIs(Field.PERSON_FAMILY_NAME), new Converter.AsIs(Field.PERSON_GIVEN_NAME));
    }

    @Override
    public List<Field> fields() {
        return List.of(Field.PERSON_FAMILY_NAME, Field.PERSON_GIVEN_NAME);
    }

    @Override
    public boolean filled(Values from) {
        return family.filled(from) || given.filled(from);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        int comma = from;
        while (comma < to && text[comma] != ',') {
            comma++;
        }
        int end = stripEnd(text, from, comma);
        int start = stripStart(text, Math.min(comma + 1, to), to);
        if (end == from) {
            return Misfits.of("a family name, a comma and a given name");
        }
        Mismatch mismatch = family.read(text, from, end, into);
        return mismatch != null || start == to ? mismatch : given.read(text, start, to, into);
    }

    private static int stripEnd(char[] text, int from, int to) {
        int end = to;
        while (end > from && text[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    private static int stripStart(char[] text, int from, int to) {
        int start = from;
        while (start < to && text[start] == ' ') {
            start++;
        }
        return start;
    }

    @Override
    public String write(Values from, Losses losses) {
        String name = Misfits.require(from, Field.PERSON_FAMILY_NAME);
        return given.filled(from) ? name + BETWEEN + Misfits.require(from, Field.PERSON_GIVEN_NAME) : name;
    }

    @Override
    public @Nullable String obstacle(Values from) {
        String name = from.get(Field.PERSON_FAMILY_NAME);
        if (name == null) {
            return "has a given name and no family name";
        }
        String first = from.get(Field.PERSON_GIVEN_NAME);
        boolean edged = name.endsWith(" ") || (first != null && first.startsWith(" "));
        return name.contains(",") || edged ? "has a comma or a blank where the two names are told apart" : null;
    }
}
