package org.florahub.transform.row;

/// Watches the bytes of a document in a charset of one byte for the shape of UTF-8, which text in such a charset
/// practically never has. Not thread-safe.
final class Utf8Shape {

    private int continuationBytes;
    private boolean multiByte;
    private boolean broken;
    private int last;
    private boolean umlauts;

    /// A byte below 128.
    void ascii() {
        broken |= continuationBytes > 0;
        last = 0;
    }

    /// A byte from 128 on.
    void observe(int unsigned) {
        umlauts |= last == 0xC3 && unsigned >> 6 == 0b10;
        last = unsigned;
        if (broken) {
            return;
        }
        if (continuationBytes > 0) {
            broken = unsigned >> 6 != 0b10;
            continuationBytes--;
            multiByte = true;
        } else if (unsigned >= 0xC2 && unsigned <= 0xF4) {
            continuationBytes = unsigned < 0xE0 ? 1 : unsigned < 0xF0 ? 2 : 3;
        } else {
            broken = true;
        }
    }

    /// Whether everything so far is UTF-8, and more than ASCII.
    boolean isUtf8() {
        return multiByte && !broken && continuationBytes == 0;
    }

    /// Whether umlauts in UTF-8 have been seen anywhere.
    boolean hasUmlauts() {
        return umlauts;
    }
}
