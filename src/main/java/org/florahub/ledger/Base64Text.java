package org.florahub.ledger;

import java.util.Base64;

/// Standard base64 (RFC 4648 section 4) with exactly one spelling for each value: padding is required and unused
/// bits are zero. The JDK's decoder alone accepts several.
final class Base64Text {

    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Reads base64.
    ///
    /// @throws InvalidProofException if it is not base64 in its one spelling
    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // told below, without quoting the text
        }
        throw new InvalidProofException("found text that is not base64, expected standard base64 with padding");
    }
}
