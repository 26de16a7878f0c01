package org.florahub.transform.codes;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.source.XmlInput;
import org.jspecify.annotations.Nullable;

/// A code list as it is published: OASIS genericode 1.0, the form in which the XRepository gives lists out.
///
/// @param name    short name
/// @param uri     canonical URI, without the version
/// @param version of the list
/// @param labels  what each code is called, by code, in the order of the list
public record Genericode(String name, String uri, String version, Map<String, String> labels) {

    private static final int ROWS_MAX = 200_000;

    public Genericode {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /// Why a file is no usable code list. The message holds no value of it but codes.
    public static final class BrokenListException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        BrokenListException(int line, String message) {
            super(message);
            this.line = line;
        }

        /// 1-based; 0 for the file as a whole.
        public int line() {
            return line;
        }
    }

    /// Reads one list, in one pass. The key's column holds the codes; what they are called stands in the column
    /// that is named so, else in the next one.
    public static Genericode parse(InputStream in) throws BrokenListException {
        try {
            XMLStreamReader2 reader = XmlInput.open(in);
            try {
                return new Parser(reader).list();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw new BrokenListException(line, "no well-formed XML");
        }
    }

    /// Goes through one document. Used once.
    private static final class Parser {

        private final XMLStreamReader2 in;
        private final List<String> columns = new ArrayList<>();
        private final Map<String, String> columnNames = new HashMap<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final Map<String, String> identification = new HashMap<>();
        private @Nullable String key;

        Parser(XMLStreamReader2 in) {
            this.in = in;
        }

        Genericode list() throws XMLStreamException, BrokenListException {
            while (in.next() != XMLStreamConstants.END_DOCUMENT) {
                if (in.getEventType() == XMLStreamConstants.DTD) {
                    throw new BrokenListException(1, "a DOCTYPE, expected none");
                }
                if (in.getEventType() == XMLStreamConstants.START_ELEMENT) {
                    element();
                }
            }
            String uri = identification.getOrDefault("CanonicalUri", "");
            String version = identification.getOrDefault("Version", "");
            if (uri.isEmpty() || version.isEmpty() || labels.isEmpty()) {
                throw new BrokenListException(
                        0, "no CanonicalUri, no Version or no rows, expected a code list in genericode 1.0");
            }
            return new Genericode(identification.getOrDefault("ShortName", uri), uri, version, labels);
        }

        private void element() throws XMLStreamException, BrokenListException {
            switch (in.getLocalName()) {
                case "Identification" -> children(identification);
                case "Column" -> {
                    String id = attribute("Id");
                    var names = new HashMap<String, String>();
                    children(names);
                    columns.add(id);
                    columnNames.put(id, names.getOrDefault("ShortName", id));
                }
                case "Key" -> key();
                case "Row" -> row();
                default -> {}
            }
        }

        /// Texts of the elements directly below the one at hand, the first of each name.
        private void children(Map<String, String> into) throws XMLStreamException {
            int depth = 1;
            while (depth > 0) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT && depth == 1) {
                    String name = in.getLocalName();
                    into.putIfAbsent(name, text());
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
        }

        /// The text of the element at hand and of all in it.
        private String text() throws XMLStreamException {
            var text = new StringBuilder();
            int depth = 1;
            while (depth > 0) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
                    default -> {}
                }
            }
            return text.toString().strip().replaceAll("\\s+", " ");
        }

        private void key() throws XMLStreamException {
            int depth = 1;
            while (depth > 0) {
                int event = in.next();
                depth += event == XMLStreamConstants.START_ELEMENT
                        ? 1
                        : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
                if (event == XMLStreamConstants.START_ELEMENT
                        && in.getLocalName().equals("ColumnRef")
                        && key == null) {
                    key = attribute("Ref");
                }
            }
        }

        private void row() throws XMLStreamException, BrokenListException {
            int line = in.getLocation().getLineNumber();
            var cells = new HashMap<String, String>();
            int next = 0;
            while (in.next() != XMLStreamConstants.END_ELEMENT) {
                if (in.getEventType() == XMLStreamConstants.START_ELEMENT) {
                    String column = attribute("ColumnRef");
                    int at = column.isEmpty() ? next : columns.indexOf(column);
                    if (at < 0 || at >= columns.size()) {
                        throw new BrokenListException(line, "a value of a column that does not exist");
                    }
                    cells.put(columns.get(at), text());
                    next = at + 1;
                }
            }
            String code = cells.getOrDefault(codeColumn(), "");
            if (code.isEmpty() || labels.size() >= ROWS_MAX) {
                throw new BrokenListException(line, "a row without a code, or too many rows");
            }
            if (labels.put(code, cells.getOrDefault(labelColumn(), "")) != null) {
                throw new BrokenListException(line, "code %s a second time: it is ambiguous".formatted(code));
            }
        }

        private String codeColumn() {
            return key != null && columns.contains(key) ? key : columns.getFirst();
        }

        private String labelColumn() {
            String code = codeColumn();
            for (String column : columns) {
                String name = columnNames.getOrDefault(column, column).toLowerCase(Locale.ROOT);
                if (!column.equals(code) && name.matches(".*(name|bezeichnung|beschreibung|wert|label).*")) {
                    return column;
                }
            }
            int after = columns.indexOf(code) + 1;
            return after < columns.size() ? columns.get(after) : "";
        }

        private String attribute(String name) {
            String value = in.getAttributeValue("", name);
            return value == null ? "" : value;
        }
    }
}
