package org.florahub.transform.convert;

import java.util.Arrays;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.jspecify.annotations.Nullable;

/// Canonical values by field while a document is read or written: an array instead of a map, because every cell of
/// every row goes through it. Not thread-safe.
@SuppressWarnings("EnumOrdinal") // the index of an array that never leaves the process
public final class Values {

    /// All fields in the order of their ordinals.
    public static final Field[] FIELDS = Field.values();

    private final @Nullable String[] texts = new @Nullable String[FIELDS.length];
    private final @Nullable CodedValue[] codes = new @Nullable CodedValue[FIELDS.length];

    /// What a statement says.
    public static Values of(Statement statement) {
        var values = new Values();
        for (Field field : FIELDS) {
            String text = statement.get(field);
            if (text != null) {
                values.texts[field.ordinal()] = text;
                values.codes[field.ordinal()] = statement.code(field);
            }
        }
        return values;
    }

    public Values copy() {
        var copy = new Values();
        System.arraycopy(texts, 0, copy.texts, 0, texts.length);
        System.arraycopy(codes, 0, copy.codes, 0, codes.length);
        return copy;
    }

    @Nullable
    public String get(Field field) {
        return texts[field.ordinal()];
    }

    @Nullable
    public CodedValue code(Field field) {
        return codes[field.ordinal()];
    }

    public boolean has(Field field) {
        return texts[field.ordinal()] != null;
    }

    public void set(Field field, String text) {
        texts[field.ordinal()] = text;
    }

    public void set(Field field, String text, CodedValue code) {
        texts[field.ordinal()] = text;
        codes[field.ordinal()] = code;
    }

    /// Sets a value that was not stated in a code.
    public void replace(Field field, String text) {
        texts[field.ordinal()] = text;
        codes[field.ordinal()] = null;
    }

    /// Takes over what others say.
    public void take(Values others) {
        for (int i = 0; i < FIELDS.length; i++) {
            if (others.texts[i] != null) {
                texts[i] = others.texts[i];
                codes[i] = others.codes[i];
            }
        }
    }

    public void clear() {
        Arrays.fill(texts, null);
        Arrays.fill(codes, null);
    }

    /// These values, and those of the outer scope where these say nothing.
    public Statement statement(Values outer) {
        var statement = Statement.builder();
        for (int i = 0; i < FIELDS.length; i++) {
            String text = texts[i];
            CodedValue code = codes[i];
            if (text == null) {
                text = outer.texts[i];
                code = outer.codes[i];
            }
            if (text != null) {
                statement.set(FIELDS[i], text);
                if (code != null) {
                    statement.coded(FIELDS[i], code);
                }
            }
        }
        return statement.build();
    }
}
