package org.florahub.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A signed note (c2sp.org/signed-note): text, an empty line, signature lines. Parsed, not yet verified.
///
/// @param text       ends with a newline
/// @param signatures in their order; at most 64
record Note(String text, List<Line> signatures) {

    private static final String DASH = "\u2014 ";
    private static final int SIGNATURES_MAX = 64;

    Note {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new InvalidProofException("found a note whose text does not end with a newline");
        }
        if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
            throw new InvalidProofException(
                    "found %d signature lines, expected 1 to %d".formatted(signatures.size(), SIGNATURES_MAX));
        }
    }

    /// One signature line.
    ///
    /// @param name of the key
    /// @param blob base64 of the key's id, four bytes, and the signature as its type defines it
    record Line(String name, String blob) {

        Line {
            checkName(name);
            if (Base64Text.decode(blob).length <= Integer.BYTES) {
                throw new InvalidProofException("found a signature line without a signature");
            }
        }

        Line(String name, int keyId, byte[] signature) {
            this(
                    name,
                    Base64Text.encode(ByteBuffer.allocate(Integer.BYTES + signature.length)
                            .putInt(keyId)
                            .put(signature)
                            .array()));
        }

        int keyId() {
            return ByteBuffer.wrap(Base64Text.decode(blob)).getInt();
        }

        byte[] signature() {
            byte[] bytes = Base64Text.decode(blob);
            return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
        }

        static Line parse(String line) {
            int space = line.indexOf(' ', DASH.length());
            if (!line.startsWith(DASH) || space < 0) {
                throw new InvalidProofException("found a line that is no signature, expected: \u2014 NAME BASE64");
            }
            return new Line(line.substring(DASH.length(), space), line.substring(space + 1));
        }

        String render() {
            return DASH + name + " " + blob + "\n";
        }
    }

    /// Takes a note apart, without believing it yet.
    ///
    /// @throws InvalidProofException if it is not a note
    static Note parse(String note) {
        checkCharacters(note);
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || end + 2 >= note.length()) {
            throw new InvalidProofException("found no signatures after an empty line, expected a signed note");
        }
        var lines = new ArrayList<Line>();
        for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
            lines.add(Line.parse(line));
        }
        return new Note(note.substring(0, end + 1), lines);
    }

    /// The note as it is stored and sent.
    String render() {
        var rendered = new StringBuilder(text).append('\n');
        signatures.forEach(line -> rendered.append(line.render()));
        return rendered.toString();
    }

    /// Checks that a key can be called so.
    ///
    /// @throws InvalidProofException if not
    static void checkName(String name) {
        boolean spaced = name.codePoints()
                .anyMatch(c -> Character.isSpaceChar(c) || Character.isWhitespace(c) || Character.isISOControl(c));
        if (name.isEmpty() || spaced || name.contains("+")) {
            throw new InvalidProofException("found a key name with a space or plus or without a letter");
        }
    }

    private static void checkCharacters(String note) {
        boolean wrong = note.codePoints()
                .anyMatch(
                        c -> (c < 0x20 && c != '\n') || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (wrong) {
            throw new InvalidProofException("found a control character in a note, expected lines of UTF-8 text");
        }
    }
}
