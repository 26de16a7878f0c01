package org.florahub.transform.schema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;

/// Judges documents by the Schematron rules of a folder, after schema and template. The rules are compiled once.
/// Thread-safe.
final class RuleCheck {

    private static final QName LOCATION = new QName("location");

    private final List<Rules> files;

    private RuleCheck(List<Rules> files) {
        this.files = List.copyOf(files);
    }

    /// One file of rules.
    ///
    /// @param byKey what each assertion says, by the key that stands in the report instead
    record Rules(String name, XsltExecutable compiled, Map<String, Rule> byKey) {}

    /// One assertion.
    ///
    /// @param text    what it says, `null` where that would quote the document
    /// @param warning whether a document that breaks it is taken nevertheless
    /// @param line    where it stands
    record Rule(@Nullable String text, boolean warning, int line) {}

    /// Compiles `*.sch` of a folder.
    ///
    /// @return `null` after noting why they cannot be compiled
    static @Nullable RuleCheck compile(List<Path> paths, Place place, Findings findings) {
        var files = new ArrayList<Rules>();
        for (Path path : paths) {
            Rules rules = new RuleParser(path, place, findings).parse();
            if (rules != null) {
                files.add(rules);
            }
        }
        return files.size() == paths.size() ? new RuleCheck(files) : null;
    }

    /// Starts the judgement of one document.
    ///
    /// @param document at the root's start tag
    Session open(XMLStreamReader2 document, ProblemLog problems, Unmapped warnings) {
        return new Session(document, problems, warnings);
    }

    /// The judgement of one document. Used by one thread.
    final class Session {

        private final XMLStreamReader2 document;
        private final ProblemLog problems;
        private final Unmapped warnings;
        private @Nullable XmlTree tree;

        private Session(XMLStreamReader2 document, ProblemLog problems, Unmapped warnings) {
            this.document = document;
            this.problems = problems;
            this.warnings = warnings;
            this.tree = new XmlTree(document);
        }

        /// The event at hand.
        void show(int event) throws XMLStreamException {
            if (tree != null && !XmlTree.fits(document)) {
                tree = null;
                problems.add(document.getLocation().getLineNumber(), 0, null, XmlTree.TOO_LONG);
            }
            if (tree != null) {
                tree.show(event);
            }
        }

        /// The document has ended: judges it unless something else is wrong with it.
        void judge() {
            if (tree != null && problems.isEmpty()) {
                XdmNode whole = tree.document();
                files.forEach(rules -> judge(rules, whole));
            }
        }

        private void judge(Rules rules, XdmNode whole) {
            try {
                var report = new XdmDestination();
                Xslt30Transformer transformer = rules.compiled.load30();
                transformer.setErrorReporter(Saxon.NOBODY);
                transformer.setMessageHandler(_ -> {});
                transformer.setTraceListener(new XsltDeadline());
                transformer.applyTemplates(whole.asSource(), report);
                for (XdmNode finding : Saxon.PROCESSOR
                        .newXPathCompiler()
                        .evaluate("//*[local-name() = ('failed-assert', 'successful-report')]", report.getXdmNode())
                        .stream()
                        .map(XdmNode.class::cast)
                        .toList()) {
                    note(rules, finding, whole);
                }
            } catch (XsltDeadline.Passed _) {
                problems.add(
                        "S999",
                        0,
                        0,
                        null,
                        "a document that takes the rules longer than %d seconds".formatted(XsltDeadline.SECONDS),
                        "a shorter one",
                        "Spread it over several messages. See %s.".formatted(rules.name));
            } catch (SaxonApiException _) {
                problems.add(
                        "X001",
                        0,
                        0,
                        null,
                        "content on which a rule cannot be tried",
                        "content of the shape that the rules expect",
                        "See %s.".formatted(rules.name));
            }
        }

        private void note(Rules rules, XdmNode finding, XdmNode whole) throws SaxonApiException {
            String location = finding.getAttributeValue(LOCATION);
            String where = location == null ? "" : location.replaceAll("Q\\{[^}]*}|\\[[0-9]+]", "");
            String key = finding.getStringValue().strip();
            Rule rule = rules.byKey.getOrDefault(key, new Rule(null, false, 0));
            if (rule.warning) {
                warnings.count("%s: %s".formatted(where, rule.text == null ? rules.name : rule.text));
                return;
            }
            problems.add(
                    "X001",
                    problems.full() ? 0 : line(location, whole),
                    0,
                    Unmapped.clean(where),
                    "content that breaks a rule",
                    rule.text == null ? "what the rule demands" : "'%s'".formatted(rule.text),
                    "See %s:%d.".formatted(rules.name, rule.line));
        }

        private static int line(@Nullable String location, XdmNode whole) throws SaxonApiException {
            XdmItem node =
                    location == null ? null : Saxon.PROCESSOR.newXPathCompiler().evaluateSingle(location, whole);
            return node instanceof XdmNode found ? Math.max(0, found.getLineNumber()) : 0;
        }
    }
}
