package org.florahub.transform.bound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import net.sf.saxon.s9api.XdmNode;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.event.Problem;
import org.florahub.transform.schema.CheckedReader;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.schema.XmlDocument;
import org.florahub.transform.schema.XmlTree;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.Unmapped;
import org.florahub.transform.template.WatchedInput;
import org.jspecify.annotations.Nullable;

/// Reads one document through a stylesheet: as a tree, checked, turned into the status schema, and read as that.
/// Used once, by one thread.
final class XsltReading {

    private final BoundTemplate statuses;
    private final XsltSheet sheet;
    private final String fileName;
    private final Given given;
    private final DocumentChecks checks;
    private final ProblemLog problems;
    private final XmlDocument document;
    private final Unmapped unmapped = new Unmapped();
    private boolean endedEarly;

    XsltReading(BoundTemplate statuses, XsltSheet sheet, String fileName, Given given, DocumentChecks checks) {
        this.statuses = statuses;
        this.sheet = sheet;
        this.fileName = fileName;
        this.given = given;
        this.checks = checks;
        this.problems = new ProblemLog(fileName);
        this.document = new XmlDocument(problems);
    }

    Reading read(InputStream source, Sink sink) throws IOException {
        byte[] message = message(source);
        if (message == null) {
            return new Reading(
                    0, 0, problems.count(), problems.kept(), null, null, null, unmapped.counts(), endedEarly);
        }
        Reading read = new BoundReading(statuses, fileName, given, sink, DocumentChecks.NONE)
                .read(new ByteArrayInputStream(message));
        var counts = new LinkedHashMap<>(unmapped.counts());
        counts.putAll(read.unmapped());
        return new Reading(
                read.statements(),
                read.rejected(),
                read.problemCount(),
                read.messageType() == null
                        ? List.of(unknown())
                        : read.problems().stream().map(XsltReading::placeless).toList(),
                read.messageType() == null ? null : "read",
                read.messageId(),
                read.sentAt(),
                counts,
                false);
    }

    /// Lines of what the stylesheet made mean nothing to the sender.
    private static Problem placeless(Problem problem) {
        return new Problem(
                problem.code(),
                problem.file(),
                0,
                0,
                problem.field(),
                problem.found(),
                problem.expected(),
                problem.remedy());
    }

    private Problem unknown() {
        return new Problem(
                "V000",
                fileName,
                0,
                0,
                "/",
                "a document that the stylesheet does not know",
                "a document of the version that is configured",
                "Use a version that is configured.");
    }

    private byte @Nullable [] message(InputStream source) throws IOException {
        var in = new WatchedInput(source);
        try {
            XdmNode tree = tree(in);
            return tree == null ? null : sheet.run(tree.asSource(), given);
        } catch (XMLStreamException e) {
            in.rethrowFailure();
            endedEarly = document.unreadable(e, null);
        } catch (XsltSheet.Failure e) {
            problems.add(
                    "X001",
                    0,
                    0,
                    null,
                    "a document that cannot be translated",
                    "a document of the shape that the stylesheet expects",
                    "See %s.".formatted(e.getMessage()));
        }
        return null;
    }

    private @Nullable XdmNode tree(WatchedInput in) throws XMLStreamException {
        XMLStreamReader2 reader = XmlInput.open(in);
        try {
            if (!document.toRoot(reader) || !document.inUtf8(reader)) {
                return null;
            }
            CheckedReader checked = checks.open(reader, problems, unmapped);
            try {
                var tree = new XmlTree(checked);
                if (!tree.showAll()) {
                    problems.add(reader.getLocation().getLineNumber(), 0, null, XmlTree.TOO_LONG);
                    return null;
                }
                XmlDocument.toEnd(reader);
                checked.finish();
                return problems.isEmpty() ? tree.document() : null;
            } finally {
                checked.close();
            }
        } finally {
            reader.close();
        }
    }
}
