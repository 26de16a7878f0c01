package org.florahub.transform.convert;

import java.text.Normalizer;

/// Unicode normal form C, at no cost for text that cannot be in another one.
public final class Characters {

    private Characters() {}

    /// The text in NFC. Everything below U+0300 is in NFC already.
    public static String composed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '\u0300') {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }
}
