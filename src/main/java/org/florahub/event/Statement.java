package org.florahub.event;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a message says about the status of one person in one case: canonical values by [Field], with the
/// identifiers and names it gives. Immutable.
///
/// Values are canonical strings of their field's [FieldType]; an absent value is absent, never empty. Coded details
/// also remember the code they were stated in.
public final class Statement {

    private final EnumMap<Field, String> values;
    private final Map<Field, CodedValue> codes;

    private Statement(EnumMap<Field, String> values, Map<Field, CodedValue> codes) {
        this.values = values;
        this.codes = codes;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The value, or `null` if the statement does not say.
    public @Nullable String get(Field field) {
        return values.get(field);
    }

    /// The value of a field that every complete statement has, such as [Field#STATUS].
    ///
    /// @throws IllegalStateException if it is absent
    public String require(Field field) {
        String value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("Statement without " + field.path());
        }
        return value;
    }

    public boolean has(Field field) {
        return values.containsKey(field);
    }

    /// The code in which a value was stated, or `null` if it was not coded.
    public @Nullable CodedValue code(Field field) {
        return codes.get(field);
    }

    /// [Kind#REPORT] unless the statement says otherwise.
    public Kind kind() {
        String kind = get(Field.KIND);
        return kind == null ? Kind.REPORT : Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT));
    }

    /// Only the fields that pass, with their codes.
    public Statement only(Predicate<Field> keep) {
        var builder = new Builder();
        values.forEach((field, value) -> {
            if (keep.test(field)) {
                builder.set(field, value);
            }
        });
        codes.forEach((field, code) -> {
            if (keep.test(field)) {
                builder.coded(field, code);
            }
        });
        return builder.build();
    }

    /// This statement with the other's values over it.
    public Statement with(Statement other) {
        var builder = toBuilder();
        builder.values.putAll(other.values);
        builder.codes.keySet().removeAll(other.values.keySet());
        builder.codes.putAll(other.codes);
        return builder.build();
    }

    public Builder toBuilder() {
        var builder = new Builder();
        builder.values.putAll(values);
        builder.codes.putAll(codes);
        return builder;
    }

    /// The flat form that is stored and committed to: path to value in the order of the paths' bytes. A coded value
    /// adds `PATH.code`, `PATH.list` and `PATH.version`.
    public Map<String, String> flatten() {
        var flat = new LinkedHashMap<String, String>();
        for (Field field : Field.IN_PATH_ORDER) {
            String value = get(field);
            if (value != null) {
                flat.put(field.path(), value);
                CodedValue code = codes.get(field);
                if (code != null) {
                    flat.put(field.path() + ".code", code.code());
                    flat.put(field.path() + ".list", code.list());
                    flat.put(field.path() + ".version", code.version());
                }
            }
        }
        return flat;
    }

    /// Reads what [#flatten()] wrote.
    ///
    /// @throws IllegalArgumentException if a path is not one of the catalogue's
    public static Statement unflatten(Map<String, String> flat) {
        var builder = new Builder();
        flat.forEach((path, value) -> {
            Field field = Field.of(path);
            if (field != null) {
                builder.set(field, value);
                String code = flat.get(path + ".code");
                if (code != null) {
                    builder.coded(
                            field,
                            new CodedValue(
                                    flat.getOrDefault(path + ".list", ""),
                                    flat.getOrDefault(path + ".version", ""),
                                    code));
                }
            } else if (!path.endsWith(".code") && !path.endsWith(".list") && !path.endsWith(".version")) {
                throw new IllegalArgumentException("There is no field " + path);
            }
        });
        return builder.build();
    }

    /// Equal when all values are equal; the codes they were stated in do not count.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Statement that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /// Names the fields, never the values.
    @Override
    public String toString() {
        return "Statement" + flatten().keySet();
    }

    /// Collects one statement. Not thread-safe.
    public static final class Builder {

        private final EnumMap<Field, String> values = new EnumMap<>(Field.class);
        private final EnumMap<Field, CodedValue> codes = new EnumMap<>(Field.class);

        private Builder() {}

        /// Sets a canonical value; the caller has checked it against the field's type.
        public Builder set(Field field, String value) {
            values.put(field, Objects.requireNonNull(value));
            return this;
        }

        public Builder coded(Field field, CodedValue code) {
            codes.put(field, code);
            return this;
        }

        public Builder clear(Field field) {
            values.remove(field);
            codes.remove(field);
            return this;
        }

        public @Nullable String get(Field field) {
            return values.get(field);
        }

        public Statement build() {
            return new Statement(new EnumMap<>(values), codes.isEmpty() ? Map.of() : new EnumMap<>(codes));
        }
    }
}
