package org.florahub.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.record.Original;

/// The bytes of one received message, exactly as they came: in memory or in a file that stays until the receipt.
public sealed interface Content {

    /// Length in bytes.
    long sizeBytes();

    /// The bytes from the start; each call opens them anew.
    ///
    /// @throws IOException if the file cannot be read
    InputStream open() throws IOException;

    /// Bytes that the channel holds anyway: a queue message, the body of a call. Nobody may change them afterwards.
    static Content of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /// A file, whole and no longer written to.
    ///
    /// @throws IOException if its size cannot be read
    static Content of(Path file) throws IOException {
        return new OnDisk(file, Files.size(file));
    }

    /// A message that is larger than its sender may send, of which the channel knows no more than that.
    ///
    /// @param sizeBytes over the adapter's limit
    static Content unread(long sizeBytes) {
        return new Unread(sizeBytes);
    }

    /// A message in memory.
    final class Bytes implements Content {

        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /// A message in a file.
    ///
    /// @param file      where it lies
    /// @param sizeBytes its length when it was handed over
    record OnDisk(Path file, long sizeBytes) implements Content {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /// A message that is not fetched, because of its size.
    ///
    /// @param sizeBytes its length
    record Unread(long sizeBytes) implements Content {

        @Override
        public InputStream open() throws IOException {
            throw new IOException("A message over the limit is not read");
        }
    }

    /// A message that the hub stored earlier.
    ///
    /// @param sizeBytes its length
    /// @param source    opens it, decrypted as it is read
    record Stored(long sizeBytes, Original.Source source) implements Content {

        @Override
        public InputStream open() throws IOException {
            return source.open();
        }
    }
}
