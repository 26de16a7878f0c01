package org.florahub.transform.convert;

import java.util.LinkedHashSet;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.transform.codes.CodeList;

/// A code list with which a format reads a field, as it is in force: with the URI, version and codes of the published
/// list where the folder has one.
///
/// @param name    of the table, `NAME.codes`
/// @param field   whose values the codes mean
/// @param uri     of the list
/// @param version of the list
/// @param codes   that can be read
/// @param values  that they mean
/// @param open    codes of the published list without a row in the table
public record CodeTable(
        String name, Field field, String uri, String version, Set<String> codes, Set<String> values, Set<String> open) {

    public static CodeTable of(Converter.Coded coded) {
        CodeList list = coded.list();
        return new CodeTable(
                list.name(),
                coded.field(),
                list.uri(),
                list.version(),
                new LinkedHashSet<>(list.codes()),
                list.readable(),
                new LinkedHashSet<>(list.open()));
    }

    /// What makes two tables the same list for the same field.
    public String key() {
        return String.join("\n", name, field.path(), uri, version);
    }

    public CodeTable and(CodeTable other) {
        return new CodeTable(
                name,
                field,
                uri,
                version,
                both(codes, other.codes),
                both(values, other.values),
                both(open, other.open));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }
}
