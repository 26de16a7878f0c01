package org.florahub.transform.xml;

import java.util.Arrays;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.template.Content;

/// The text of one element or attribute as characters, bounded. Reused; not thread-safe.
final class XmlText {

    private char[] chars = new char[256];
    private int length;
    private boolean overflown;

    void clear() {
        length = 0;
        overflown = false;
    }

    /// Adds the text event at hand.
    void append(XMLStreamReader2 in) {
        int more = in.getTextLength();
        if (reserve(more)) {
            System.arraycopy(in.getTextCharacters(), in.getTextStart(), chars, length, more);
            length += more;
        }
    }

    /// Replaces what is there.
    void set(String text) {
        clear();
        if (reserve(text.length())) {
            text.getChars(0, text.length(), chars, 0);
            length = text.length();
        }
    }

    private boolean reserve(int more) {
        if (overflown || more > Content.CHARACTERS_MAX - length) {
            overflown = true;
            return false;
        }
        if (length + more > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(length + more, chars.length * 2));
        }
        return true;
    }

    boolean overflown() {
        return overflown;
    }

    char[] chars() {
        return chars;
    }

    /// Index of the first character that is not white space.
    int from() {
        int from = 0;
        while (from < length && chars[from] <= ' ') {
            from++;
        }
        return from;
    }

    /// Index after the last character that is not white space.
    int to() {
        int to = length;
        while (to > 0 && chars[to - 1] <= ' ') {
            to--;
        }
        return to;
    }
}
