package org.florahub.transform.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/// Characters of a document in UTF-8. Bytes that are none end it with a [MalformedInputException], after all
/// characters before them were read, so that whoever reads knows the place. A byte order mark is passed over; UTF-16
/// and UTF-32 show by a NUL among the first two characters.
final class Utf8Reader extends Reader {

    private static final int BLOCK = 8192;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).limit(0);
    private boolean atStart = true;
    private boolean atEnd;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        CharBuffer into = CharBuffer.wrap(chars, offset, length);
        while (true) {
            CoderResult result = decoder.decode(bytes, into, atEnd);
            int count = into.position() - offset;
            if (count > 0) {
                return atStart ? withoutMark(chars, offset, count) : count;
            }
            if (result.isError()) {
                throw new MalformedInputException(result.length());
            }
            if (atEnd) {
                return -1;
            }
            fill();
        }
    }

    private int withoutMark(char[] chars, int offset, int count) throws IOException {
        atStart = false;
        if (chars[offset] == 0 || (count > 1 && chars[offset + 1] == 0)) {
            throw new MalformedInputException(1);
        }
        if (chars[offset] != '\uFEFF') {
            return count;
        }
        System.arraycopy(chars, offset + 1, chars, offset, count - 1);
        return count > 1 ? count - 1 : read(chars, offset, count);
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        atEnd = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    /// Does nothing: the source belongs to the caller.
    @Override
    public void close() {}
}
