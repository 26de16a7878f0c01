package org.florahub.transform.bound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.convert.Values;
import org.florahub.transform.schema.CheckedReader;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.schema.XmlDocument;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.HeldBack;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotReading;
import org.florahub.transform.template.Unmapped;
import org.florahub.transform.template.WatchedInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads one message of bound records, one record at a time: a list of any length takes bounded memory.
/// Used once, by one thread.
final class BoundReading {

    private final BoundTemplate template;
    private final DocumentChecks checks;
    private final ProblemLog problems;
    private final XmlDocument document;
    private final Unmapped unmapped = new Unmapped();
    private final HeldBack held;
    private final Values shared;
    private @Nullable BoundInput input;
    private boolean headRead;
    private long problemsOfHead;
    private long rejected;
    private boolean endedEarly;

    BoundReading(BoundTemplate template, String fileName, Given given, Sink sink, DocumentChecks checks) {
        this.template = template;
        this.checks = checks;
        this.problems = new ProblemLog(fileName);
        this.document = new XmlDocument(problems);
        this.held = new HeldBack(sink);
        this.shared = template.completion().base(given);
    }

    Reading read(InputStream source) throws IOException {
        var in = new WatchedInput(source);
        try {
            document(in);
        } catch (XMLStreamException e) {
            in.rethrowFailure();
            endedEarly = document.unreadable(e, input == null ? null : input.path());
        }
        if (problems.isEmpty()) {
            held.release();
        } else {
            held.close();
        }
        String sentAt = shared.get(Field.MESSAGE_SENT_AT);
        return new Reading(
                held.statements(),
                rejected,
                problems.count(),
                problems.kept(),
                input == null ? null : template.shape().name(),
                shared.get(Field.MESSAGE_ID),
                sentAt == null ? null : Instant.parse(sentAt),
                unmapped.counts(),
                endedEarly);
    }

    private void document(WatchedInput in) throws IOException, XMLStreamException {
        XMLStreamReader2 reader = XmlInput.open(in);
        try {
            if (document.toRoot(reader) && document.inUtf8(reader) && isRoot(reader)) {
                message(reader);
            }
        } finally {
            reader.close();
        }
    }

    private void message(XMLStreamReader2 reader) throws IOException, XMLStreamException {
        CheckedReader checked = checks.open(reader, problems, unmapped);
        try {
            input = new BoundInput(checked, template.message(), problems, unmapped);
            records(input);
            XmlDocument.toEnd(reader);
            checked.finish();
        } finally {
            checked.close();
        }
    }

    private boolean isRoot(XMLStreamReader2 reader) {
        boolean named = StatusMeldung.ROOT.equals(reader.getLocalName());
        if (!named || !StatusMeldung.NAMESPACE.equals(reader.getNamespaceURI())) {
            document.unknownRoot(reader, named);
            return false;
        }
        String version = reader.getAttributeValue(null, "fassung");
        if (version == null || !version.startsWith(StatusMeldung.FASSUNG.substring(0, 2))) {
            Location at = reader.getLocation();
            problems.add(
                    "V000",
                    at.getLineNumber(),
                    at.getColumnNumber(),
                    template.message().path() + "/@fassung",
                    version == null ? "no version of the schema" : "another version",
                    StatusMeldung.FASSUNG,
                    "Use a version that is configured.");
            return false;
        }
        return true;
    }

    private void records(BoundInput in) throws IOException, XMLStreamException {
        while (true) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                break;
            }
            int line = in.getLocation().getLineNumber();
            if (in.getLocalName().equals("nachrichtenkopf")) {
                head(in, line);
            } else {
                status(in, line);
            }
        }
        if (held.statements() == 0 && problems.isEmpty()) {
            missing(template.status().path(), in.getLocation().getLineNumber());
        }
    }

    private void head(BoundInput in, int line) throws IOException, XMLStreamException {
        headRead = true;
        take(template.head(), bind(in, StatusMeldung.Nachrichtenkopf.class), line, shared);
        problemsOfHead = problems.count();
    }

    private void status(BoundInput in, int line) throws IOException, XMLStreamException {
        if (!headRead) {
            headRead = true;
            missing(template.head().path(), line);
            problemsOfHead = problems.count();
        }
        long before = problems.count();
        var own = new Values();
        take(template.status(), bind(in, StatusMeldung.Status.class), line, own);
        Statement statement = problems.count() == before && problemsOfHead == 0
                ? template.completion().complete(own, shared, line, problems)
                : null;
        if (statement != null) {
            held.statement(statement, line);
        } else if (problems.count() > before) {
            rejected++;
        }
        if (!problems.isEmpty()) {
            held.close();
        }
    }

    /// The record of the element at hand; afterwards its end tag is at hand.
    private static <T> @Nullable T bind(BoundInput in, Class<T> type) throws IOException, XMLStreamException {
        try {
            return BoundXml.MAPPER.readValue(in, type);
        } catch (JacksonException e) {
            throw Objects.requireNonNullElse(in.failure(), new XMLStreamException(e));
        }
    }

    private void take(BoundRecord record, @Nullable Object value, int line, Values into) {
        record.visit(value, (part, text) -> {
            Content.Slot slot = Objects.requireNonNull(part.slot());
            if (text != null) {
                char[] characters = text.text().toCharArray();
                Mismatch mismatch = SlotReading.read(slot, characters, 0, characters.length, into, "X001");
                if (mismatch != null) {
                    problems.add(text.line(), text.column(), part.where(), mismatch);
                }
            } else if (!slot.optional()) {
                missing(part.where(), line);
            }
        });
    }

    private void missing(String where, int line) {
        problems.add("S020", line, 0, where, "no such element", "the element", "Add it.");
    }
}
