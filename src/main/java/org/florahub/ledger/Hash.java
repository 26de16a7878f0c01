package org.florahub.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A SHA-256 value: 32 bytes. Immutable.
public final class Hash {

    static final int BYTES = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A copy of exactly 32 bytes.
    ///
    /// @throws IllegalArgumentException for any other length
    public static Hash of(byte[] bytes) {
        return owned(bytes.clone());
    }

    /// The SHA-256 of these bytes.
    public static Hash ofContent(byte[] content) {
        return owned(Sha256.digest().digest(content));
    }

    /// Takes the array as its own: the caller must not keep it.
    static Hash owned(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A hash is 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes);
    }

    static Hash at(byte[] hashes, int position) {
        return new Hash(Arrays.copyOfRange(hashes, position * BYTES, (position + 1) * BYTES));
    }

    static Hash ofBase64(String text) {
        byte[] bytes = Base64Text.decode(text);
        if (bytes.length != BYTES) {
            throw new InvalidProofException("found a hash of " + bytes.length + " bytes, expected 32");
        }
        return new Hash(bytes);
    }

    /// A copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The bytes themselves: not to be changed.
    byte[] shared() {
        return bytes;
    }

    /// Standard base64 with padding, as the C2SP formats write hashes.
    public String base64() {
        return Base64Text.encode(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
