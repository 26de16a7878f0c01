package org.florahub.transform.row;

/// Where a cell lies in a line of fixed width, in characters (code points).
///
/// @param start 0-based
/// @param right whether the text stands at the right, with fillers before it
/// @param pad   the filler; a blank unless the text stands at the right
record FixedBox(int start, int width, boolean right, char pad) {

    int end() {
        return start + width;
    }
}
