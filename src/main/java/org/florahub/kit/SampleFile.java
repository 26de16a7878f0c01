package org.florahub.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A sample that somebody sent, with what its bytes say about how it was written.
///
/// @param path    where it lies
/// @param charset name as templates have it
/// @param bom     whether it begins with a byte order mark
/// @param text    its text without the mark
record SampleFile(Path path, String charset, boolean bom, String text) {

    private static final long BYTES_MAX = 16L << 20;
    /// How files begin that people take for lists and that are none, as ISO 8859-1 has it.
    private static final Map<String, String> OTHERS = Map.of(
            "\u00d0\u00cf\u0011\u00e0", "an old workbook (.xls), or one with a password",
            "%PDF", "a PDF",
            "{\\rtf", "a document of a word processor",
            "\u001f\u008b", "a compressed file",
            "\u00ff\u00fe", "UTF-16",
            "\u00fe\u00ff", "UTF-16");

    /// @throws KitException if it cannot be a sample
    static SampleFile read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new KitException("%s: found no such file. Correct --from.".formatted(path));
        }
        if (Files.size(path) > BYTES_MAX) {
            throw new KitException(
                    "%s: found more than 16 MB, expected a sample. Take some of its messages.".formatted(path));
        }
        byte[] bytes = Files.readAllBytes(path);
        boolean bom = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        String charset = bom ? "utf-8" : charset(bytes);
        String text = new String(bytes, Charset.forName(charset));
        return new SampleFile(path, charset, bom, bom ? text.substring(1) : text);
    }

    /// UTF-8 if it is; else windows-1252, which has every letter of ISO 8859-1, unless bytes stand there that mean
    /// nothing in it, or the euro of ISO 8859-15.
    private static String charset(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return "utf-8";
        } catch (CharacterCodingException _) {
            boolean controls = false;
            boolean euro = false;
            for (byte b : bytes) {
                int c = b & 0xFF;
                controls |= c >= 0x80 && c <= 0x9F;
                euro |= c == 0xA4;
            }
            return euro && !controls ? "iso-8859-15" : "windows-1252";
        }
    }

    /// As it came.
    byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /// Whether it is an archive, as .xlsx is.
    boolean isArchive() {
        return text.startsWith("PK\u0003\u0004");
    }

    /// @throws KitException if no engine reads such bytes
    void mustBeText() {
        String start = new String(bytes(), StandardCharsets.ISO_8859_1);
        String other = OTHERS.entrySet().stream()
                .filter(entry -> start.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(text.isBlank() ? "an empty file" : isArchive() ? "a workbook beside other samples" : null);
        if (other == null && text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
            other = "control characters: no text";
        }
        if (other != null) {
            throw new KitException(
                    "%s: found %s, expected CSV, lines of one width, XML, JSON (UTF-8 or a charset of one byte) or .xlsx. Export the sample as one of them."
                            .formatted(name(), other));
        }
    }

    /// The name without its last ending.
    String stem() {
        String name = name();
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    boolean crlf() {
        return text.contains("\r\n");
    }

    boolean startsWith(String beginning) {
        return text.stripLeading().startsWith(beginning);
    }
}
