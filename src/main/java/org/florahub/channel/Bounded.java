package org.florahub.channel;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Lets so many bytes through and then fails: whoever sends may say one size and send another.
final class Bounded extends FilterOutputStream {

    private long left;

    /// Bytes went on after the bound.
    static final class OverflowException extends IOException {

        private static final long serialVersionUID = 1;

        OverflowException() {
            super("more bytes than announced or allowed");
        }
    }

    /// @param bytesMax how many may pass
    Bounded(OutputStream out, long bytesMax) {
        super(out);
        this.left = bytesMax;
    }

    @Override
    public void write(int octet) throws IOException {
        count(1);
        out.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
    }

    private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new OverflowException();
        }
    }
}
