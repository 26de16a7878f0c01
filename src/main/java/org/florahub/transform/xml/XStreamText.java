package org.florahub.transform.xml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Bytes;
import org.jspecify.annotations.Nullable;

/// Writes the elements of a document out again without references, each in the line and, if there is room, in the
/// column in which it stood: problems name the places of the document that was sent. Bounded, because a document may
/// refer to an object as often as it likes. Used once, by one thread.
final class XStreamText {

    private static final int BYTES_MAX = 16 * 1024 * 1024;
    private static final int DEPTH_MAX = XmlInput.DEPTH_MAX;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Bytes out = new Bytes(bytes);
    private long written;
    private int line = 1;
    private int column = 1;

    /// The document as plain XML, `null` if it would be too large or too deep.
    static byte @Nullable [] of(XStreamNode.Child root) {
        var text = new XStreamText();
        try {
            if (!text.element(root, 1)) {
                return null;
            }
            text.out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.bytes.toByteArray();
    }

    private boolean element(XStreamNode.Child element, int depth) throws IOException {
        if (depth > DEPTH_MAX || written > BYTES_MAX) {
            return false;
        }
        moveTo(element.line(), element.column());
        put("<" + element.name());
        for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
            put(" " + attribute.getKey() + "=\"");
            escaped(attribute.getValue());
            put("\"");
        }
        put(">");
        boolean leaf = element.node().children.isEmpty();
        if (leaf || !element.node().text.isBlank()) {
            escaped(element.node().text);
        }
        for (XStreamNode.Child child : element.node().children) {
            if (!element(child, depth + 1)) {
                return false;
            }
        }
        put("</" + element.name() + ">");
        out.flushBlock();
        return true;
    }

    private void moveTo(int toLine, int toColumn) {
        while (line < toLine) {
            out.put('\n');
            line++;
            column = 1;
            written++;
        }
        while (line == toLine && column < toColumn) {
            put(" ");
        }
    }

    private void put(String text) {
        out.utf8(text);
        column += text.length();
        written += text.length();
    }

    /// Line feeds are escaped, so that only [#moveTo] makes lines.
    private void escaped(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '>' || c == '&' || c == '"' || c < ' ') {
                put(text.substring(from, i));
                put("&#" + (int) c + ";");
                from = i + 1;
            }
        }
        put(text.substring(from));
    }
}
