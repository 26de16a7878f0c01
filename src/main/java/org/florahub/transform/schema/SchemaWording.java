package org.florahub.transform.schema;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.transform.convert.Mismatch;
import org.jspecify.annotations.Nullable;

/// Says in our own words what a validator found: its own words quote the value.
///
/// Only the rule at the beginning of its message is used (`cvc-…`, W3C XML Schema Part 1, Appendix C), and the names
/// that the schema, not the document, contributes.
final class SchemaWording {

    private static final Pattern RULE = Pattern.compile("^(cvc-[A-Za-z0-9.-]+)");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private static final int NAMES_LENGTH_MAX = 500;

    private static final Map<String, String[]> WORDS = Map.ofEntries(
            words("cvc-complex-type.2.4.a", "an element that is not expected here", "the next element of the schema"),
            words("cvc-complex-type.2.4.b", "the end of the element too early", "more elements"),
            words("cvc-complex-type.2.4.d", "an element that is not expected here", "no more elements"),
            words("cvc-complex-type.2.4.e", "an element too often", "fewer of them"),
            words("cvc-complex-type.2.3", "text between the elements", "elements only"),
            words("cvc-complex-type.2.1", "content", "an empty element"),
            words("cvc-complex-type.2.2", "elements", "text only"),
            words("cvc-complex-type.3.2.2", "an attribute that is not in the schema", "the attributes of the schema"),
            words("cvc-complex-type.4", "an attribute missing", "all attributes that the schema requires"),
            words("cvc-pattern-valid", "a value of another shape", "a value of the schema's pattern"),
            words("cvc-enumeration-valid", "a value that is not in the list", "a value of the schema's list"),
            words("cvc-maxLength-valid", "a value that is too long", "a shorter one"),
            words("cvc-minLength-valid", "a value that is too short", "a longer one"),
            words("cvc-length-valid", "a value of another length", "the length of the schema"),
            words("cvc-maxInclusive-valid", "a value that is too large", "a smaller one"),
            words("cvc-minInclusive-valid", "a value that is too small", "a larger one"),
            words("cvc-datatype-valid.1.2.1", "a value of another type", "a value of the schema's type"),
            words("cvc-datatype-valid.1.2.3", "a value of another type", "a value of one of the schema's types"),
            words("cvc-attribute.4", "an attribute with another value", "the fixed value of the schema"),
            words("cvc-elt.1", "an element that the schema does not declare", "an element of the schema"),
            words("cvc-elt.1.a", "an element that the schema does not declare", "an element of the schema"),
            words("cvc-elt.5.2.2.2.2", "another value", "the fixed value of the schema"));

    private SchemaWording() {}

    private static Map.Entry<String, String[]> words(String rule, String found, String expected) {
        return Map.entry(rule, new String[] {found, expected});
    }

    static Mismatch of(@Nullable String message) {
        Matcher rule = RULE.matcher(message == null ? "" : message);
        String name = rule.find() ? rule.group(1) : "";
        String[] words =
                WORDS.getOrDefault(name, new String[] {"content that breaks the schema", "content of the schema"});
        String expected = message != null && (name.endsWith("2.4.a") || name.endsWith("2.4.b"))
                ? expectedNames(message, words[1])
                : words[1];
        return new Mismatch(
                "X001",
                words[0],
                expected,
                "Validate the message against the schema" + (name.isEmpty() ? "." : " (rule %s).".formatted(name)));
    }

    /// `one of a, b`: the validator quotes two things, an element of the document and then the names that the schema
    /// expects, as `'{"namespace":a, b}'` or, without a namespace, `'{a, b}'`; `WC[…]` are wildcards.
    private static String expectedNames(String message, String otherwise) {
        List<String> quoted =
                QUOTED.matcher(message).results().map(match -> match.group(1)).toList();
        String names = quoted.size() == 2 ? quoted.getLast() : "";
        return names.startsWith("{") && names.endsWith("}") && names.length() <= NAMES_LENGTH_MAX
                ? "one of "
                        + names.substring(1, names.length() - 1)
                                .replaceAll(", WC\\[[^]]*]", "")
                                .replaceAll("\"[^\"]*\":", "")
                : otherwise;
    }
}
