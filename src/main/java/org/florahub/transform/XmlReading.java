package org.florahub.transform;

import com.ctc.wstx.exc.WstxEOFException;
import com.ctc.wstx.exc.WstxIOException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// Reads one XML document: chooses the template, walks, and sees that the document ends as it should.
/// Used once, by one thread.
final class XmlReading {

    private static final int LOOK_AHEAD_BYTES_MAX = 64 * 1024;

    private final XmlEngine engine;
    private final Given given;
    private final @Nullable SchemaCheck schema;
    private final ProblemLog problems;
    private final Unmapped unmapped = new Unmapped();
    private final HeldBack held;
    private @Nullable XmlWalk walk;
    private boolean endedEarly;

    XmlReading(XmlEngine engine, String fileName, Given given, Sink sink, @Nullable SchemaCheck schema) {
        this.engine = engine;
        this.given = given;
        this.schema = schema;
        this.problems = new ProblemLog(fileName);
        this.held = new HeldBack(sink);
    }

    Reading read(InputStream source) throws IOException {
        var in = new WatchedInput(
                engine.rootsAlike() && !source.markSupported() ? new BufferedInputStream(source) : source);
        try {
            XmlTemplate chosen = engine.rootsAlike() ? lookAhead(in) : null;
            if (problems.isEmpty()) {
                document(in, chosen);
            }
        } catch (XMLStreamException e) {
            in.rethrowFailure();
            unreadable(e);
        }
        if (problems.isEmpty()) {
            held.release();
        } else {
            held.close();
        }
        return result();
    }

    /// Chooses among templates whose roots are alike; `null` if the root alone decides.
    private @Nullable XmlTemplate lookAhead(WatchedInput in) throws IOException, XMLStreamException {
        in.mark(LOOK_AHEAD_BYTES_MAX + 1);
        in.limit(LOOK_AHEAD_BYTES_MAX);
        XmlTemplate chosen = null;
        try {
            chosen = choose(in);
        } catch (XMLStreamException e) {
            if (!in.limitReached()) {
                throw e;
            }
            problems.add(
                    "V000",
                    1,
                    0,
                    null,
                    "a message whose type does not show in its first 64 KB",
                    "one of the types of this transform",
                    "Put the header first.");
        }
        in.limit(Long.MAX_VALUE);
        in.reset();
        return chosen;
    }

    private @Nullable XmlTemplate choose(WatchedInput in) throws XMLStreamException {
        XMLStreamReader2 reader = XmlInput.open(in);
        try {
            if (!toRoot(reader)) {
                return null;
            }
            XmlChoice choice = engine.choice(reader.getNamespaceURI(), reader.getLocalName());
            if (choice == null || choice.only() != null) {
                return null;
            }
            String root = "/" + Unmapped.clean(reader.getLocalName());
            XmlChoice.Choice made = choice.choose(reader);
            if (made.template() == null) {
                problems.add(
                        "V000",
                        reader.getLocation().getLineNumber(),
                        0,
                        root,
                        made.none()
                                ? "a message type or version that is not configured"
                                : "no constant that tells the message type",
                        "one of the types of this transform",
                        "Check type and version of the message.");
            }
            return made.template();
        } finally {
            reader.close();
        }
    }

    private void document(WatchedInput in, @Nullable XmlTemplate chosen) throws XMLStreamException {
        XMLStreamReader2 reader = XmlInput.open(in);
        SchemaCheck.Session session = schema == null ? null : schema.open(reader, problems);
        try {
            if (toRoot(reader) && inUtf8(reader)) {
                XmlTemplate template = chosen == null ? byRoot(reader) : chosen;
                if (template != null) {
                    walk = new XmlWalk(reader, template, given, problems, unmapped, held, session);
                    walk.run();
                    toEnd(reader);
                }
            }
        } finally {
            if (session != null) {
                session.close();
            }
            reader.close();
        }
    }

    private @Nullable XmlTemplate byRoot(XMLStreamReader2 reader) {
        XmlChoice choice = engine.choice(reader.getNamespaceURI(), reader.getLocalName());
        if (choice != null) {
            return choice.only();
        }
        boolean otherVersion = engine.knowsRoot(reader.getLocalName());
        problems.add(
                "V000",
                reader.getLocation().getLineNumber(),
                reader.getLocation().getColumnNumber(),
                "/",
                otherVersion ? "a root element in another namespace" : "a root element that is not known",
                "the root element of one of the message types of this transform",
                otherVersion ? "Use a version that is configured." : "Send it where this message type is read.");
        return null;
    }

    /// Moves to the root element. A document type declaration is refused, whatever it declares.
    private boolean toRoot(XMLStreamReader2 reader) throws XMLStreamException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                problems.add(
                        "X000",
                        reader.getLocation().getLineNumber(),
                        reader.getLocation().getColumnNumber(),
                        null,
                        "a document type declaration",
                        "none",
                        "Remove the DOCTYPE.");
                return false;
            }
        }
        return true;
    }

    private boolean inUtf8(XMLStreamReader2 reader) {
        String declared = reader.getCharacterEncodingScheme();
        String used = reader.getEncoding();
        if (isUtf8(declared) && isUtf8(used)) {
            return true;
        }
        problems.add("S001", 1, 0, null, "another encoding than UTF-8", "UTF-8", "Write the document in UTF-8.");
        return false;
    }

    private static boolean isUtf8(@Nullable String encoding) {
        return encoding == null || encoding.equalsIgnoreCase("UTF-8") || encoding.equalsIgnoreCase("US-ASCII");
    }

    /// Whatever follows the root element and is no comment is refused by the parser.
    private static void toEnd(XMLStreamReader2 reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    private void unreadable(XMLStreamException e) {
        Location at = e.getLocation();
        int line = at == null ? 0 : at.getLineNumber();
        int column = at == null ? 0 : at.getColumnNumber();
        String where = walk == null ? null : walk.path();
        if (e instanceof WstxEOFException) {
            endedEarly = true;
            problems.add(
                    "X000",
                    line,
                    column,
                    where,
                    "the end of the document in the middle of it",
                    "the rest of it",
                    "Send the whole document.");
        } else if (e instanceof WstxIOException) {
            // the source itself has not failed: its bytes cannot be decoded
            problems.add(
                    "S001",
                    line,
                    column,
                    where,
                    "bytes that are no UTF-8, or another encoding",
                    "UTF-8",
                    "Write the document in UTF-8.");
        } else {
            problems.add(
                    "X000",
                    line,
                    column,
                    where,
                    "XML that is not well-formed, too deep or too long",
                    "a well-formed document",
                    "Check the document with an XML parser.");
        }
    }

    private Reading result() {
        String messageType = walk == null ? null : walk.template().shape().name();
        String messageId = walk == null ? null : walk.scopes().shared().get(Field.MESSAGE_ID);
        String sentAt = walk == null ? null : walk.scopes().shared().get(Field.MESSAGE_SENT_AT);
        long statements = held.statements();
        Map<String, Long> places = unmapped.counts();
        return new Reading(
                statements,
                walk == null ? 0 : walk.scopes().rejected(),
                problems.count(),
                problems.kept(),
                messageType,
                messageId,
                sentAt == null ? null : Instant.parse(sentAt),
                places,
                endedEarly);
    }
}
