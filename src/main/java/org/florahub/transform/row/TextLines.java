package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.florahub.transform.convert.Charsets;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.ProblemLog;
import org.jspecify.annotations.Nullable;

/// Decodes a document strictly and cuts it into lines, in bounded memory. Used by one thread.
final class TextLines {

    /// Longer lines are cut off and marked.
    static final int LINE_MAX = 64 * 1024;

    private static final int BLOCK = 32 * 1024;

    private static final Mismatch TOO_LONG =
            new Mismatch("X000", "a line of more than 65,536 characters", "a shorter one", "Shorten it.");
    private static final Mismatch MARK = new Mismatch(
            "X000", "a byte order mark in the middle", "one document", "Send each of the joined files by itself.");

    /// What the bytes show about their charset.
    private enum Encoding {
        AS_DECLARED,
        /// Bytes that mean nothing in the declared charset.
        UNDEFINED_BYTES,
        /// A byte order mark of another charset.
        OTHER_MARK,
        /// UTF-8, although a charset of one byte is declared.
        UTF_8
    }

    private final InputStream in;
    private final Charset charset;
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
    /// How many more lines than one the row at hand has, and where its first one ends.
    private int joined;
    private int firstTo;
    private int firstPosition;
    private boolean atEnd;
    private boolean first = true;
    private boolean terminated;
    private boolean tooLong;
    private Encoding encoding = Encoding.AS_DECLARED;
    private final Utf8Shape shape = new Utf8Shape();

    TextLines(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
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
        line += joined;
        joined = 0;
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
            scan -= fill();
        }
    }

    private boolean line(int end, boolean newline) {
        line++;
        end(end, newline);
        return true;
    }

    private void end(int end, boolean newline) {
        position = end + (newline ? 1 : 0);
        to = Math.min(end, from + LINE_MAX);
        terminated = newline;
        if (to > from && to == end && chars[to - 1] == '\r') {
            to--;
        }
    }

    /// Takes the line that follows to the one at hand, with the line break between them.
    ///
    /// @return whether there is one, and both are not too long
    boolean extend() throws IOException {
        if (!terminated || tooLong) {
            return false;
        }
        if (joined == 0) {
            firstTo = to;
            firstPosition = position;
        }
        int scan = position;
        while (true) {
            while (scan < limit && chars[scan] != '\n') {
                scan++;
            }
            boolean none = atEnd && scan == position;
            if (none || scan - from > LINE_MAX) {
                return false;
            }
            if (scan < limit || atEnd) {
                joined++;
                end(scan, scan < limit);
                return true;
            }
            scan -= fill();
        }
    }

    /// Gives back the lines that [#extend()] took.
    void retract() {
        to = firstTo;
        position = firstPosition;
        joined = 0;
        terminated = true;
    }

    /// Moves what is left to the beginning and decodes a block behind it.
    ///
    /// @return by how much everything was moved
    private int fill() throws IOException {
        int shift = from;
        System.arraycopy(chars, from, chars, 0, limit - from);
        limit -= shift;
        position -= shift;
        to -= shift;
        firstTo -= shift;
        firstPosition -= shift;
        from = 0;
        int read = in.read(block, undecoded, BLOCK - undecoded);
        int size = undecoded + Math.max(0, read);
        atEnd = read < 0;
        int start = first && size > 0 ? mark(size) : 0;
        if (encoding == Encoding.AS_DECLARED) {
            decode(start, size);
        }
        if (encoding != Encoding.AS_DECLARED) {
            stop();
        }
        return shift;
    }

    /// The charset is another: nothing of the document is worth reading.
    private void stop() {
        for (int i = 0; i < limit && encoding == Encoding.UNDEFINED_BYTES; i++) {
            line += chars[i] == '\n' ? 1 : 0;
        }
        atEnd = true;
        from = to = limit = position = 0;
        joined = 0;
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
        int at = ascii(start, size);
        while (at < size) {
            byte one = block[at++];
            shape.observe(one & 0xFF);
            char c = charset.decode(one);
            if (c == Charsets.UNDEFINED) {
                encoding = Encoding.UNDEFINED_BYTES;
                return;
            }
            chars[limit++] = c;
            at = ascii(at, size);
        }
        if (atEnd && shape.isUtf8()) {
            encoding = Encoding.UTF_8;
        }
    }

    /// Takes bytes below 128, which nearly all are, as they stand: a loop of its own, because all bytes pass here.
    ///
    /// @return index of the first other byte, or `size`
    private int ascii(int start, int size) {
        byte[] bytes = block;
        char[] target = chars;
        int shift = limit - start;
        int at = start;
        while (at < size && bytes[at] >= 0) {
            target[at + shift] = (char) bytes[at];
            at++;
        }
        if (at > start) {
            shape.ascii();
            limit = at + shift;
        }
        return at;
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

    /// Why the line at hand cannot be read, `null` if it can.
    @Nullable
    Mismatch flaw() {
        if (tooLong) {
            return TOO_LONG;
        }
        if (to - from >= 3 && (chars[from] == 0xFEFF || (chars[from] == 'ï' && hasMark()))) {
            return MARK;
        }
        return shape.hasUmlauts() && table != null && hasUtf8(table)
                ? new Mismatch("S001", "text in UTF-8", "the charset " + charset, remedy())
                : null;
    }

    private boolean hasMark() {
        return table != null && chars[from + 1] == '»' && chars[from + 2] == '¿';
    }

    /// Whether the line has umlauts in UTF-8: a capital A with a tilde before a sign that no word has there.
    private boolean hasUtf8(Charsets charsets) {
        for (int i = from; i < to - 1; i++) {
            if (chars[i] == 'Ã' && charsets.encode(chars[i + 1]) >> 6 == 0b10) {
                return true;
            }
        }
        return false;
    }

    private String remedy() {
        return "Save the file in %s.".formatted(charset);
    }

    /// Whether the document has another charset than declared.
    boolean otherCharset() {
        return encoding != Encoding.AS_DECLARED;
    }

    /// Says what the charset turned out to be, if it is another.
    void conclude(ProblemLog document) {
        String found = switch (encoding) {
            case AS_DECLARED -> null;
            case UNDEFINED_BYTES -> "bytes that mean nothing in %s".formatted(charset);
            case OTHER_MARK -> "the byte order mark of another charset";
            case UTF_8 -> "text in UTF-8";
        };
        if (found != null) {
            document.add("S001", line + 1, 0, null, found, "the charset " + charset, remedy());
        }
    }
}
