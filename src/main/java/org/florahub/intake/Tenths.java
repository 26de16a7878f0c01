package org.florahub.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/// Says how much of a stream has been read, tenth by tenth.
final class Tenths extends FilterInputStream {

    private final long sizeBytes;
    private final IntConsumer progress;
    private long read;
    private int tenths;

    /// @param progress is told how many tenths have been read, 1 to 10
    Tenths(InputStream in, long sizeBytes, IntConsumer progress) {
        super(in);
        this.sizeBytes = sizeBytes;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int more = in.read(bytes, from, length);
        count(Math.max(more, 0));
        return more;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) {
        read += bytes;
        int now = sizeBytes == 0 ? 0 : (int) Math.min(10, 10 * read / sizeBytes);
        if (now > tenths) {
            tenths = now;
            progress.accept(now);
        }
    }
}
