package org.florahub.transform.convert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Writes letters of DIN 91379 that a charset of one byte does not have with letters that it has: those that
/// `din91379.csv` gives for it, or the same base letter without its marks.
public final class Latin {

    private static final Map<Integer, String> TABLE = table();

    private Latin() {}

    /// Code point to replacement, as in `din91379.csv`.
    static Map<Integer, String> table() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Latin.class.getResourceAsStream("din91379.csv")), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("code;"))
                    .map(line -> line.split(";", -1))
                    .collect(Collectors.toUnmodifiableMap(
                            cells -> Integer.parseInt(cells[0], 16),
                            cells -> cells[2].equals("BLANK") ? " " : cells[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text in characters of the charset; what has no letter there at all is left out.
    public static String carry(String text, Charsets charset) {
        var carried = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x10000 && charset.encode((char) c) >= 0) {
                carried.append((char) c);
            } else {
                append(replacement(c), charset, carried);
            }
        }
        return carried.toString();
    }

    private static String replacement(int c) {
        String listed = TABLE.get(c);
        return listed == null ? Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD) : listed;
    }

    private static void append(String letters, Charsets charset, StringBuilder carried) {
        for (int i = 0; i < letters.length(); i++) {
            String letter = TABLE.getOrDefault((int) letters.charAt(i), letters.substring(i, i + 1));
            for (int j = 0; j < letter.length(); j++) {
                if (charset.encode(letter.charAt(j)) >= 0) {
                    carried.append(letter.charAt(j));
                }
            }
        }
    }

    /// Whether the charset has every character.
    public static boolean carries(String text, Charsets charset) {
        for (int i = 0; i < text.length(); i++) {
            if (charset.encode(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
