package org.florahub.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// The bytes of a message exactly as they came. They are encrypted and durable before anything refers to them.
public sealed interface Original {

    /// A message in memory. The array is not copied: the caller leaves it alone.
    static Original of(byte[] content) {
        return new Bytes(content);
    }

    /// A message in a file, read as a stream and never whole into memory. The file stays where it is.
    static Original of(Path file) {
        return new File(file);
    }

    /// A message that the store has in another record, read as a stream and never whole into memory.
    static Original of(Source source) {
        return new Copy(source);
    }

    /// See [Original#of(byte\[\])].
    @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
    record Bytes(byte[] content) implements Original {}

    /// See [Original#of(Path)].
    record File(Path path) implements Original {}

    /// See [Original#of(Source)].
    record Copy(Source source) implements Original {}

    /// Opens stored bytes from the start, each time anew.
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }
}
