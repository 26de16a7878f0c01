package org.florahub.transform.convert;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A charset of one byte per character as tables. Immutable and thread-safe.
public final class Charsets {

    /// The charsets that formats may use.
    public static final Set<String> NAMES = Set.of("utf-8", "windows-1252", "iso-8859-1", "iso-8859-15", "us-ascii");

    /// Stands in the table for bytes that mean nothing.
    public static final char UNDEFINED = '\uFFFF';

    private static final Map<Charset, Charsets> CACHE = new ConcurrentHashMap<>();

    private final char[] decode = new char[256];
    private final char[] known;
    private final byte[] encoded;

    private Charsets(Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var pairs = new java.util.TreeMap<Character, Byte>();
        for (int i = 0; i < 256; i++) {
            decode[i] = decode(decoder, (byte) i);
            if (decode[i] != UNDEFINED) {
                pairs.put(decode[i], (byte) i);
            }
        }
        known = new char[pairs.size()];
        encoded = new byte[pairs.size()];
        int index = 0;
        for (Map.Entry<Character, Byte> pair : pairs.entrySet()) {
            known[index] = pair.getKey();
            encoded[index++] = pair.getValue();
        }
    }

    private static char decode(java.nio.charset.CharsetDecoder decoder, byte one) {
        try {
            CharBuffer decoded = decoder.decode(ByteBuffer.wrap(new byte[] {one}));
            return decoded.length() == 1 ? decoded.get() : UNDEFINED;
        } catch (CharacterCodingException _) {
            return UNDEFINED;
        }
    }

    /// The tables of a charset, `null` for UTF-8, which needs none.
    public static @Nullable Charsets of(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? null : CACHE.computeIfAbsent(charset, Charsets::new);
    }

    /// Whether it is one of the charsets that formats may use.
    public static boolean supported(String name) {
        return NAMES.contains(name.toLowerCase(java.util.Locale.ROOT));
    }

    public char decode(byte one) {
        return decode[one & 0xFF];
    }

    /// Byte of a character, or -1 if the charset has none.
    public int encode(char c) {
        if (c < 0x80) {
            return c;
        }
        int index = Arrays.binarySearch(known, c);
        return index < 0 ? -1 : encoded[index] & 0xFF;
    }
}
