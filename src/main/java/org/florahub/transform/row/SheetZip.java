package org.florahub.transform.row;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.florahub.transform.template.Unmapped;

/// The parts of a workbook: a ZIP file in memory, read by its central directory (APPNOTE.TXT 4.3), each part with a
/// limit and its checksum compared. Nothing is written to a disk, because a list is personal data.
final class SheetZip {

    /// Larger files are refused.
    static final int BYTES_MAX = 32 * 1024 * 1024;
    /// Larger parts are refused while they are being unpacked, whatever the file says about their size.
    static final long PART_MAX = 256L * 1024 * 1024;
    /// The same for parts that are kept in memory in another form: styles, relations, the workbook's own.
    static final long SMALL_PART_MAX = 16L * 1024 * 1024;

    private static final int PARTS_MAX = 2000;
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int COMMENT_MAX = 65_535;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final long OLE = 0xE11AB1A1E011CFD0L;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final ByteBuffer bytes;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private record Part(String name, int method, long crc, int size, int local) {}

    private SheetZip(byte[] file) {
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Reads a file to its end.
    ///
    /// @throws SheetFault if it is no ZIP file, or too large
    static SheetZip read(InputStream in) throws IOException {
        byte[] file = in.readNBytes(BYTES_MAX + 1);
        if (file.length > BYTES_MAX) {
            throw SheetFault.tooBig("a file of more than 32 MB", "at most 32 MB");
        }
        var zip = new SheetZip(file);
        zip.checkKind();
        try {
            zip.directory(zip.end());
        } catch (IndexOutOfBoundsException _) {
            throw SheetFault.broken("");
        }
        return zip;
    }

    private void checkKind() throws SheetFault {
        if (bytes.limit() >= Long.BYTES && bytes.getLong(0) == OLE) {
            String content = new String(bytes.array(), StandardCharsets.UTF_16LE);
            boolean encrypted = content.contains("EncryptedPackage");
            throw new SheetFault(
                    "",
                    encrypted ? "a workbook with a password" : "a file in the old format .xls",
                    "an .xlsx file without a password",
                    "Save the list as .xlsx, without a password.");
        }
        if (bytes.limit() == 0) {
            throw SheetFault.cutOff();
        }
        if (bytes.limit() < Integer.BYTES || bytes.getInt(0) != LOCAL) {
            throw SheetFault.broken("");
        }
    }

    /// Position of the record that ends the central directory.
    private int end() throws SheetFault {
        int last = bytes.limit() - END_SIZE;
        for (int at = last; at >= Math.max(0, last - COMMENT_MAX); at--) {
            if (bytes.getInt(at) == END) {
                return at;
            }
        }
        throw SheetFault.cutOff();
    }

    private void directory(int end) throws SheetFault {
        int count = Short.toUnsignedInt(bytes.getShort(end + 10));
        int at = bytes.getInt(end + 16);
        if (count > PARTS_MAX) {
            throw SheetFault.tooBig("a workbook of more than 2,000 parts", "at most 2,000");
        }
        for (int i = 0; i < count; i++) {
            if (bytes.getInt(at) != ENTRY) {
                throw SheetFault.broken("");
            }
            int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
            var name = new String(bytes.array(), at + ENTRY_SIZE, nameLength, StandardCharsets.UTF_8);
            parts.put(
                    name,
                    new Part(
                            name,
                            bytes.getShort(at + 10),
                            Integer.toUnsignedLong(bytes.getInt(at + 16)),
                            bytes.getInt(at + 20),
                            bytes.getInt(at + 42)));
            at += ENTRY_SIZE
                    + nameLength
                    + Short.toUnsignedInt(bytes.getShort(at + 30))
                    + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
    }

    Set<String> names() {
        return parts.keySet();
    }

    /// The content of a part.
    ///
    /// @throws SheetFault if there is no such part; the stream throws one where it is damaged or too large
    InputStream open(String name) throws SheetFault {
        return open(name, PART_MAX);
    }

    /// The same for a part that is small in every list.
    InputStream openSmall(String name) throws SheetFault {
        return open(name, SMALL_PART_MAX);
    }

    private InputStream open(String name, long max) throws SheetFault {
        Part part = parts.get(name);
        if (part == null) {
            throw SheetFault.broken(Unmapped.clean(name));
        }
        try {
            if (bytes.getInt(part.local) != LOCAL) {
                throw SheetFault.broken(Unmapped.clean(name));
            }
            int start = part.local
                    + LOCAL_SIZE
                    + Short.toUnsignedInt(bytes.getShort(part.local + 26))
                    + Short.toUnsignedInt(bytes.getShort(part.local + 28));
            var packed = new ByteArrayInputStream(bytes.array(), start, checked(start, part.size));
            if (part.method != STORED && part.method != DEFLATED) {
                throw SheetFault.broken(Unmapped.clean(name));
            }
            InputStream unpacked = part.method == STORED ? packed : new InflaterInputStream(packed, new Inflater(true));
            return new Content(unpacked, part.crc, max);
        } catch (IndexOutOfBoundsException _) {
            throw SheetFault.broken(Unmapped.clean(name));
        }
    }

    private int checked(int start, int size) {
        if (size < 0 || start > bytes.limit() - size) {
            throw new IndexOutOfBoundsException();
        }
        return size;
    }

    /// Stops at the limit, and compares the checksum at the end.
    private static final class Content extends FilterInputStream {

        private final CRC32 crc = new CRC32();
        private final long expected;
        private final long max;
        private long left;

        Content(InputStream in, long expected, long max) {
            super(in);
            this.expected = expected;
            this.max = max;
            this.left = max;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read < 0) {
                if (crc.getValue() != expected) {
                    throw SheetFault.broken("");
                }
                return read;
            }
            crc.update(into, offset, read);
            left -= read;
            if (left < 0) {
                long megabytes = max / (1024 * 1024);
                throw SheetFault.tooBig(
                        "a part of more than %d MB".formatted(megabytes),
                        "at most %d MB unpacked".formatted(megabytes));
            }
            return read;
        }
    }
}
