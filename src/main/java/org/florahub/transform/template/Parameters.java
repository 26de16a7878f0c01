package org.florahub.transform.template;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.transform.codes.CodeList;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;

/// Puts values in the place of `{$name}` in the files of a folder, before they are read as what they are.
///
/// @param values by name
public record Parameters(Map<String, String> values, Findings findings) {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\$([^}\\s]*)}");

    /// Those of a version, with `version` itself.
    public static Parameters of(FormatVersion version, Findings findings) {
        var values = new TreeMap<>(version.parameters());
        values.put("version", version.name());
        return new Parameters(values, findings);
    }

    /// These, and for each code list `NAME.uri` and `NAME.version`.
    public Parameters with(Map<String, CodeList> lists) {
        var all = new TreeMap<>(values);
        lists.forEach((name, list) -> {
            all.put(name + ".uri", list.uri());
            all.put(name + ".version", list.version());
        });
        return new Parameters(all, findings);
    }

    /// The file with values in it. Bytes are replaced by bytes, so that a wrong charset is still found afterwards;
    /// what holds a zero is no text and stays as it is.
    public byte[] in(byte[] file, Place place) {
        String bytes = new String(file, StandardCharsets.ISO_8859_1);
        if (!bytes.contains("{$") || bytes.indexOf('\0') >= 0) {
            return file;
        }
        Matcher parameter = PARAMETER.matcher(bytes);
        String replaced = parameter.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                int line = 1
                        + (int) bytes.substring(0, found.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                findings.add(
                        place.at(line, 0),
                        "unknown-parameter",
                        null,
                        "parameter " + found.group(1),
                        "version, a name under versions:, or LIST.uri and LIST.version of a code list",
                        Findings.didYouMean(found.group(1), values.keySet()));
                return "";
            }
            return Matcher.quoteReplacement(
                    new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        });
        return replaced.getBytes(StandardCharsets.ISO_8859_1);
    }
}
