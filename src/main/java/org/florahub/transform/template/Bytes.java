package org.florahub.transform.template;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Collects the bytes of a document, UTF-8 unless the caller encodes itself. Not thread-safe.
///
/// Bytes go out in blocks, so that a document of any length takes bounded memory.
public final class Bytes {

    private static final int BLOCK = 32 * 1024;

    private final OutputStream out;
    private byte[] buffer = new byte[2048];
    private int size;

    public Bytes(OutputStream out) {
        this.out = out;
    }

    public void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    public void put(byte[] bytes, int offset, int length) {
        reserve(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    public void put(int singleByte) {
        reserve(1);
        buffer[size++] = (byte) singleByte;
    }

    /// UTF-8, no escaping. Unpaired surrogates become U+FFFD.
    public void utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                put(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                codePoint(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                codePoint(Character.isSurrogate(c) ? 0xFFFD : c);
            }
        }
    }

    /// Puts a character as UTF-8.
    public void codePoint(int c) {
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | (c >> 6));
            put(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            put(0xE0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3F));
            put(0x80 | (c & 0x3F));
        } else {
            put(0xF0 | (c >> 18));
            put(0x80 | ((c >> 12) & 0x3F));
            put(0x80 | ((c >> 6) & 0x3F));
            put(0x80 | (c & 0x3F));
        }
    }

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
        }
    }

    /// Hands on what has come together if it is a block.
    public void flushBlock() throws IOException {
        if (size >= BLOCK) {
            flush();
        }
    }

    /// Hands on everything.
    public void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }
}
