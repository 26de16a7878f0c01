package org.florahub.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.florahub.vault.Vault;

/// By what a message is recognised: a keyed hash of its sender and its bytes.
record MessageKey(ByteBuffer digest) {

    private static final int DIGEST_BYTES = 16;

    static MessageKey of(Vault vault, MessageHeader header, byte[] sha256) {
        byte[] hash = vault.known().of(header.sender().getBytes(UTF_8), sha256);
        return of(Arrays.copyOf(hash, DIGEST_BYTES));
    }

    static MessageKey of(byte[] digest) {
        return new MessageKey(ByteBuffer.wrap(digest));
    }

    byte[] bytes() {
        byte[] bytes = new byte[digest.remaining()];
        digest.duplicate().get(bytes);
        return bytes;
    }
}
