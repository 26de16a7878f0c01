package org.florahub.transform.xml;

import com.thoughtworks.xstream.XStreamException;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.naming.NoNameCoder;
import com.thoughtworks.xstream.io.xml.QNameMap;
import com.thoughtworks.xstream.io.xml.StaxReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.util.StreamReaderDelegate;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.schema.XmlDocument;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.WatchedInput;
import org.jspecify.annotations.Nullable;

/// Reads the elements of one document through XStream. Used once, by one thread.
final class XStreamWalk {

    private static final String REFERENCE = "reference";
    private static final int ELEMENTS_MAX = 100_000;
    private static final int BYTES_MAX = 8 * 1024 * 1024;

    private static final Mismatch TOO_LARGE = new Mismatch(
            "X000",
            "a document of more than 100,000 elements or 8 MiB",
            "a smaller one: its objects are kept until all references are known",
            "Send several documents.");
    private static final Mismatch UNLISTED = new Mismatch(
            "X001",
            "a type that is not listed",
            "one of types: in transform.yaml",
            "Send data only; list the type if it belongs to the format.");
    private static final Mismatch CIRCLE = new Mismatch(
            "X001",
            "a reference to an object that contains it",
            "a reference to an object that ends before it",
            "Send a tree: leave out the way back.");
    private static final Mismatch MIXED =
            new Mismatch("X001", "text beside elements", "either of them", "Put the text into an element of its own.");
    private static final Mismatch LOST = new Mismatch(
            "X001",
            "a reference that leads nowhere, or an object that cannot be read",
            "a reference to an object before it",
            "Write the document with XStream's own references.");

    private final XStreamGraph graph;
    private final ProblemLog problems;
    private @Nullable Events in;
    private boolean byId;
    private boolean endedEarly;
    private int line;
    private int column;

    XStreamWalk(XStreamGraph graph, ProblemLog problems) {
        this.graph = graph;
        this.problems = problems;
    }

    /// Whether objects are numbered (`id="1"`) instead of found by their paths.
    boolean byId() {
        return byId;
    }

    boolean endedEarly() {
        return endedEarly;
    }

    /// The root, or `null` after noting why the document cannot be read.
    XStreamNode.@Nullable Child read(InputStream source) throws IOException {
        var watched = new WatchedInput(source);
        watched.limit(BYTES_MAX);
        try {
            return document(XmlInput.open(watched));
        } catch (XMLStreamException e) {
            unreadable(e, watched);
        } catch (XStreamException e) {
            XMLStreamException parser = parser(e);
            if (parser == null) {
                note(LOST);
            } else {
                unreadable(parser, watched);
            }
        }
        watched.rethrowFailure();
        return null;
    }

    /// What the parser said, if it was the parser that gave up.
    private static @Nullable XMLStreamException parser(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof XMLStreamException)) {
            cause = cause.getCause();
        }
        return (XMLStreamException) cause;
    }

    private XStreamNode.@Nullable Child document(XMLStreamReader2 reader) throws XMLStreamException {
        var document = new XmlDocument(problems);
        try {
            return document.toRoot(reader) && document.inUtf8(reader) ? root(reader) : null;
        } finally {
            reader.close();
        }
    }

    private XStreamNode.@Nullable Child root(XMLStreamReader2 reader) throws XMLStreamException {
        var events = new Events(reader);
        in = events;
        // moves to the root
        var objects = new StaxReader(new QNameMap(), events, new NoNameCoder());
        here();
        if (!listed(objects, true)) {
            return null;
        }
        byId = objects.getAttribute("id") != null;
        String name = objects.getNodeName();
        int rootLine = line;
        int rootColumn = column;
        XStreamNode root = graph.read(objects, this);
        XmlDocument.toEnd(reader);
        return problems.isEmpty() ? new XStreamNode.Child(name, root.attributes, rootLine, rootColumn, root) : null;
    }

    private void unreadable(XMLStreamException e, WatchedInput watched) {
        if (watched.limitReached()) {
            note(TOO_LARGE);
        } else if (problems.isEmpty()) {
            endedEarly = new XmlDocument(problems).unreadable(e, null);
        }
    }

    /// Reads the element at hand and everything in it.
    ///
    /// @param convert reads the child at hand, or finds the node that it refers to, given its parent
    XStreamNode node(HierarchicalStreamReader objects, UnaryOperator<XStreamNode> convert) {
        var node = new XStreamNode();
        node.attributes.putAll(attributes(objects));
        node.text = objects.getValue();
        while (objects.hasMoreChildren()) {
            objects.moveDown();
            here();
            child(objects, node, convert);
            objects.moveUp();
        }
        node.open = false;
        return node;
    }

    private Map<String, String> attributes(HierarchicalStreamReader objects) {
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < objects.getAttributeCount(); i++) {
            String name = objects.getAttributeName(i);
            if (!name.equals(REFERENCE) && !(byId && name.equals("id"))) {
                attributes.put(name, objects.getAttribute(i));
            }
        }
        return attributes;
    }

    private void child(HierarchicalStreamReader objects, XStreamNode parent, UnaryOperator<XStreamNode> convert) {
        String name = objects.getNodeName();
        int childLine = line;
        int childColumn = column;
        boolean refers = objects.getAttribute(REFERENCE) != null;
        Map<String, String> stated = refers ? attributes(objects) : Map.of();
        if (!listed(objects, false)) {
            throw new XStreamException("refused") {};
        }
        XStreamNode child = convert.apply(parent);
        if (child.open) {
            line = childLine;
            column = childColumn;
            note(CIRCLE);
            throw new XStreamException("refused") {};
        }
        Map<String, String> attributes = child.attributes;
        if (refers) {
            attributes = new LinkedHashMap<>(child.attributes);
            attributes.keySet().removeAll(XStreamGraph.CLASS_ATTRIBUTES);
            attributes.putAll(stated);
        }
        parent.children.add(new XStreamNode.Child(name, attributes, childLine, childColumn, child));
    }

    private boolean listed(HierarchicalStreamReader objects, boolean root) {
        if (graph.lists(objects, root)) {
            return true;
        }
        here();
        note(UNLISTED);
        return false;
    }

    private void here() {
        if (in != null) {
            line = in.getLocation().getLineNumber();
            column = in.getLocation().getColumnNumber();
        }
    }

    /// The first reason counts: what follows from it says nothing new.
    private void note(Mismatch mismatch) {
        if (problems.isEmpty()) {
            problems.add(line, column, null, mismatch);
        }
    }

    /// The parser's events from the root on, counted.
    private final class Events extends StreamReaderDelegate {

        private int elements;
        /// Whether text would stand behind an element, where XStream reads over it.
        private boolean behind;

        Events(XMLStreamReader2 reader) {
            super(reader);
        }

        @Override
        public int next() throws XMLStreamException {
            int event = elements == 0 ? XMLStreamConstants.START_ELEMENT : super.next();
            elements += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
            if (elements > ELEMENTS_MAX) {
                throw refused(TOO_LARGE);
            }
            if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                behind = event == XMLStreamConstants.END_ELEMENT;
            } else if (behind && hasText() && !isWhiteSpace() && event != XMLStreamConstants.COMMENT) {
                throw refused(MIXED);
            }
            return event;
        }

        private XMLStreamException refused(Mismatch mismatch) {
            here();
            note(mismatch);
            return new XMLStreamException("refused");
        }
    }
}
