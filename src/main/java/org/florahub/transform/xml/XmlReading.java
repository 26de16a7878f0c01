package org.florahub.transform.xml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.event.Field;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.schema.CheckedReader;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.schema.XmlDocument;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Discriminator;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.HeldBack;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.Unmapped;
import org.florahub.transform.template.WatchedInput;
import org.jspecify.annotations.Nullable;

/// Reads one XML document: chooses the template, walks, and sees that the document ends as it should.
/// Used once, by one thread.
final class XmlReading {

    private static final int LOOK_AHEAD_BYTES_MAX = 64 * 1024;

    private final XmlEngine engine;
    private final Given given;
    private final boolean validate;
    private final ProblemLog problems;
    private final XmlDocument document;
    private final Unmapped unmapped = new Unmapped();
    private final HeldBack held;
    private @Nullable XmlWalk walk;
    private boolean endedEarly;

    XmlReading(XmlEngine engine, String fileName, Given given, Sink sink, boolean validate) {
        this.engine = engine;
        this.given = given;
        this.validate = validate;
        this.problems = new ProblemLog(fileName);
        this.document = new XmlDocument(problems);
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
            endedEarly = document.unreadable(e, walk == null ? null : walk.path());
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
            if (!document.toRoot(reader)) {
                return null;
            }
            XmlChoice choice = engine.choice(reader.getNamespaceURI(), reader.getLocalName());
            if (choice == null || choice.only() != null) {
                return null;
            }
            String root = "/" + Unmapped.clean(reader.getLocalName());
            Discriminator.Choice<XmlTemplate> made = choice.choose(reader);
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
        try {
            if (document.toRoot(reader) && document.inUtf8(reader)) {
                XmlTemplate template = chosen == null ? byRoot(reader) : chosen;
                if (template != null) {
                    walk(reader, template);
                }
            }
        } finally {
            reader.close();
        }
    }

    private void walk(XMLStreamReader2 reader, XmlTemplate template) throws XMLStreamException {
        CheckedReader checked = (validate ? template.checks() : DocumentChecks.NONE).open(reader, problems, unmapped);
        try {
            walk = new XmlWalk(checked, template, given, problems, unmapped, held);
            walk.run();
            XmlDocument.toEnd(reader);
            checked.finish();
        } finally {
            checked.close();
        }
    }

    private @Nullable XmlTemplate byRoot(XMLStreamReader2 reader) {
        XmlChoice choice = engine.choice(reader.getNamespaceURI(), reader.getLocalName());
        if (choice != null) {
            return choice.only();
        }
        Mismatch refusal = engine.refusal(reader.getNamespaceURI(), reader.getLocalName());
        if (refusal == null) {
            document.unknownRoot(reader, engine.knowsRoot(reader.getLocalName()));
        } else {
            problems.add(
                    reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber(), "/", refusal);
        }
        return null;
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
                endedEarly,
                walk == null || !problems.isEmpty() ? null : engine.version(walk.template()));
    }
}
