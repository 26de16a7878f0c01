package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Decodes a document strictly and cuts it into physical lines, in bounded memory. Used by one thread.
///
/// A record is one line: line breaks inside quotes are not understood, so that one missing quote cannot swallow
/// the rows after it.
final class CsvSource {

    /// Longer lines are cut off and marked.
    static final int LINE_MAX = 64 * 1024;

    private static final int BLOCK = 32 * 1024;

    /// What the bytes show about their charset.
    enum Encoding {
        AS_DECLARED,
        /// Bytes that mean nothing in the declared charset.
        UNDEFINED_BYTES,
        /// A byte order mark of another charset.
        OTHER_MARK,
        /// UTF-8, although a charset of one byte is declared.
        UTF_8
    }

    private final InputStream in;
    private final @Nullable Charsets table;
    private final @Nullable CharsetDecoder decoder;
    private final byte[] block = new byte[BLOCK];
    private final char[] chars = new char[2 * (LINE_MAX + BLOCK)];
    private int undecoded;
    private int position;
    private int limit;
    private int from;
    private int to;
    private int line;
    private boolean atEnd;
    private boolean first = true;
    private boolean terminated;
    private boolean tooLong;
    private Encoding encoding = Encoding.AS_DECLARED;
    private int continuationBytes;
    private boolean multiByte;
    private boolean noUtf8;

    CsvSource(InputStream in, Charset charset) {
        this.in = in;
        this.table = Charsets.of(charset);
        this.decoder = table == null
                ? StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                : null;
    }

    /// Moves to the next line.
    ///
    /// @return whether there is one; `false` also where the charset turns out to be another
    boolean next() throws IOException {
        tooLong = false;
        from = position;
        int scan = position;
        while (true) {
            while (scan < limit && chars[scan] != '\n') {
                scan++;
            }
            if (scan < limit) {
                return line(scan, true);
            }
            if (scan - from > LINE_MAX) {
                tooLong = true;
                position = limit = scan = from + LINE_MAX;
            }
            if (atEnd) {
                return encoding == Encoding.AS_DECLARED && scan > from && line(scan, false);
            }
            int shifted = from;
            fill();
            scan -= shifted;
        }
    }

    private boolean line(int end, boolean newline) {
        line++;
        position = end + (newline ? 1 : 0);
        to = Math.min(end, from + LINE_MAX);
        terminated = newline;
        if (to > from && to == end && chars[to - 1] == '\r') {
            to--;
        }
        return true;
    }

    /// Moves what is left to the beginning and decodes a block behind it.
    private void fill() throws IOException {
        System.arraycopy(chars, from, chars, 0, limit - from);
        limit -= from;
        position -= from;
        from = 0;
        int read = in.read(block, undecoded, BLOCK - undecoded);
        int size = undecoded + Math.max(0, read);
        atEnd = read < 0;
        int start = first && size > 0 ? mark(size) : 0;
        if (encoding == Encoding.AS_DECLARED) {
            decode(start, size);
        }
        if (encoding != Encoding.AS_DECLARED) {
            atEnd = true;
            limit = 0;
            position = 0;
        }
    }

    private int mark(int size) {
        first = false;
        boolean utf8 = begins(size, 0xEF, 0xBB, 0xBF);
        boolean utf16 = begins(size, 0xFE, 0xFF) || begins(size, 0xFF, 0xFE);
        if (utf16 || (utf8 && table != null)) {
            encoding = Encoding.OTHER_MARK;
        }
        return utf8 ? 3 : 0;
    }

    private boolean begins(int size, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= size || (block[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private void decode(int start, int size) {
        if (table != null) {
            decodeSingle(table, start, size);
        } else if (decoder != null) {
            decodeUtf8(decoder, start, size);
        }
    }

    private void decodeSingle(Charsets charset, int start, int size) {
        for (int i = start; i < size; i++) {
            byte one = block[i];
            if (one >= 0) {
                noUtf8 |= continuationBytes > 0;
                chars[limit++] = (char) one;
            } else {
                observe(one & 0xFF);
                char c = charset.decode(one);
                if (c == Charsets.UNDEFINED) {
                    encoding = Encoding.UNDEFINED_BYTES;
                    return;
                }
                chars[limit++] = c;
            }
        }
        if (atEnd && multiByte && !noUtf8 && continuationBytes == 0) {
            encoding = Encoding.UTF_8;
        }
    }

    /// Follows the shape of UTF-8: text in a charset of one byte practically never has it.
    private void observe(int unsigned) {
        if (noUtf8) {
            return;
        }
        if (continuationBytes > 0) {
            noUtf8 = unsigned >> 6 != 0b10;
            continuationBytes--;
            multiByte = true;
        } else if (unsigned >= 0xC2 && unsigned <= 0xF4) {
            continuationBytes = unsigned < 0xE0 ? 1 : unsigned < 0xF0 ? 2 : 3;
        } else {
            noUtf8 = true;
        }
    }

    private void decodeUtf8(CharsetDecoder utf8, int start, int size) {
        ByteBuffer bytes = ByteBuffer.wrap(block, start, size - start);
        CharBuffer target = CharBuffer.wrap(chars, limit, chars.length - limit);
        boolean malformed = utf8.decode(bytes, target, atEnd).isError();
        limit = target.position();
        undecoded = bytes.remaining();
        System.arraycopy(block, bytes.position(), block, 0, undecoded);
        if (malformed) {
            encoding = Encoding.UNDEFINED_BYTES;
        }
    }

    /// 1-based number of the line at hand.
    int line() {
        return line;
    }

    char[] chars() {
        return chars;
    }

    int from() {
        return from;
    }

    /// Index after the line, without its line break.
    int to() {
        return to;
    }

    /// Whether a line break follows.
    boolean terminated() {
        return terminated;
    }

    /// Whether the line was cut off at [#LINE_MAX].
    boolean tooLong() {
        return tooLong;
    }

    Encoding encoding() {
        return encoding;
    }
}
