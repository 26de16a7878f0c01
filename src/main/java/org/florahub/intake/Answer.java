package org.florahub.intake;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// A document for the sender of a message, in German with stable codes: what became of it. It names places, never
/// values; only rows that are returned to their own sender stand in it as they came.
///
/// The same message gives the same answer, byte for byte, however often it is sent.
public final class Answer {

    private final String name;
    private final String mediaType;
    private final byte[] body;

    Answer(String name, String mediaType, byte[] body) {
        this.name = name;
        this.mediaType = mediaType;
        this.body = body;
    }

    /// A file name that tells the answer from all others of this sender and sorts beside the message's name.
    public String name() {
        return name;
    }

    /// Media type with its charset.
    public String mediaType() {
        return mediaType;
    }

    /// A copy of the bytes.
    public byte[] body() {
        return body.clone();
    }

    /// The bytes as a stream.
    public InputStream open() {
        return new ByteArrayInputStream(body);
    }
}
