package org.florahub.transform.template;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Tells a failing source from broken content: parsers wrap both in one exception. Can stop early for a look-ahead.
public final class WatchedInput extends FilterInputStream {

    private @Nullable IOException failure;
    private long left = Long.MAX_VALUE;

    public WatchedInput(InputStream in) {
        super(in);
    }

    /// From now on the source ends after that many bytes.
    public void limit(long bytesMax) {
        left = bytesMax;
    }

    public boolean limitReached() {
        return left == 0;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        try {
            int read = super.read();
            left -= read < 0 ? 0 : 1;
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        try {
            int read = super.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /// Does nothing: the source belongs to the caller.
    @Override
    public void close() {}

    /// Throws what the source threw, if it did.
    public void rethrowFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
