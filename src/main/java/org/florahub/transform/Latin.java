package org.florahub.transform;

import java.text.Normalizer;
import java.util.Map;

/// Writes letters of DIN 91379 that a charset of one byte does not have with letters that it has: the same base
/// letter without its mark, or the two letters that are customary.
final class Latin {

    private static final Map<Integer, String> CUSTOMARY = Map.ofEntries(
            Map.entry(0x0110, "D"),
            Map.entry(0x0111, "d"),
            Map.entry(0x0126, "H"),
            Map.entry(0x0127, "h"),
            Map.entry(0x0131, "i"),
            Map.entry(0x0141, "L"),
            Map.entry(0x0142, "l"),
            Map.entry(0x014A, "N"),
            Map.entry(0x014B, "n"),
            Map.entry(0x0152, "OE"),
            Map.entry(0x0153, "oe"),
            Map.entry(0x0166, "T"),
            Map.entry(0x0167, "t"),
            Map.entry(0x018F, "E"),
            Map.entry(0x0259, "e"),
            Map.entry(0x01E4, "G"),
            Map.entry(0x01E5, "g"),
            Map.entry(0x01B7, "Z"),
            Map.entry(0x0292, "z"),
            Map.entry(0x1E9E, "SS"),
            Map.entry(0x2018, "'"),
            Map.entry(0x2019, "'"),
            Map.entry(0x02BC, "'"),
            Map.entry(0x02B9, "'"),
            Map.entry(0x02BA, "\""),
            Map.entry(0x02BE, "'"),
            Map.entry(0x02BF, "'"),
            Map.entry(0x201C, "\""),
            Map.entry(0x201D, "\""),
            Map.entry(0x201E, "\""),
            Map.entry(0x2013, "-"),
            Map.entry(0x2014, "-"),
            Map.entry(0x2010, "-"),
            Map.entry(0x2011, "-"),
            Map.entry(0x20AC, "EUR"),
            Map.entry(0x202F, " "));

    private Latin() {}

    /// The text in characters of the charset; what has no letter there at all is left out.
    static String carry(String text, Charsets charset) {
        var carried = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x10000 && charset.encode((char) c) >= 0) {
                carried.append((char) c);
            } else {
                append(CUSTOMARY.getOrDefault(c, decomposed(c)), charset, carried);
            }
        }
        return carried.toString();
    }

    private static String decomposed(int c) {
        return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
    }

    private static void append(String letters, Charsets charset, StringBuilder carried) {
        for (int i = 0; i < letters.length(); i++) {
            String letter = CUSTOMARY.getOrDefault((int) letters.charAt(i), letters.substring(i, i + 1));
            for (int j = 0; j < letter.length(); j++) {
                if (charset.encode(letter.charAt(j)) >= 0) {
                    carried.append(letter.charAt(j));
                }
            }
        }
    }

    /// Whether the charset has every character.
    static boolean carries(String text, Charsets charset) {
        for (int i = 0; i < text.length(); i++) {
            if (charset.encode(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
