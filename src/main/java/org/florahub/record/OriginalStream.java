package org.florahub.record;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Objects;

/// Reads one original, a frame at a time. Hands out no byte of a frame that does not open. For one thread.
final class OriginalStream extends InputStream {

    private final FileChannel file;
    private final FrameCipher cipher;
    private final long sizeBytes;
    private final long frames;

    private long offset;
    private long frame;
    private ByteBuffer plain = ByteBuffer.allocate(0);

    OriginalStream(Path path, long offset, long sizeBytes, FrameCipher cipher) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.offset = offset;
        this.sizeBytes = sizeBytes;
        this.frames = FrameCipher.frames(sizeBytes);
        this.cipher = cipher;
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, plain.remaining());
        plain.get(bytes, from, count);
        return count;
    }

    private boolean fill() throws IOException {
        while (!plain.hasRemaining() && frame < frames) {
            plain = next();
        }
        return plain.hasRemaining();
    }

    private ByteBuffer next() throws IOException {
        boolean last = frame == frames - 1;
        long length = last ? sizeBytes - frame * FrameCipher.FRAME_BYTES : FrameCipher.FRAME_BYTES;
        var sealed = ByteBuffer.allocate((int) length + FrameCipher.TAG_BYTES);
        while (sealed.hasRemaining()) {
            if (file.read(sealed, offset + sealed.position()) < 0) {
                throw new EOFException(
                        "originals: found an original that ends early, expected %d bytes. Restore it from its backup."
                                .formatted(sizeBytes));
            }
        }
        try {
            ByteBuffer opened = ByteBuffer.wrap(cipher.open(frame, last, sealed.array()));
            offset += sealed.capacity();
            frame++;
            return opened;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "originals: found a damaged original, expected what was received. Restore it from its backup.", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
