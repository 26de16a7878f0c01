package org.florahub.transform.schema;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Parameters;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Validates documents against the schemas of a folder while they are being read: the events of the one parser go
/// to the template and to the validator. The schema is compiled once, validators are reused. Thread-safe.
final class SchemaCheck {

    private static final int IDLE_MAX = 32;

    private final Schema schema;
    private final Queue<Validator> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /// Compiles `*.xsd` of a folder; they may refer to each other and to nothing else.
    ///
    /// @param parameters what stands for `{$name}` in them
    /// @return `null` after noting why they cannot be compiled
    static @Nullable SchemaCheck compile(List<Path> files, Parameters parameters, Place place, Findings findings) {
        try {
            var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            var siblings = new SiblingSchemas(files, parameters, place);
            factory.setResourceResolver(siblings);
            factory.setErrorHandler(new Noting(place, findings));
            var sources = new Source[files.size()];
            for (int i = 0; i < sources.length; i++) {
                String uri = files.get(i).toUri().toString();
                sources[i] = new StreamSource(siblings.open(uri), uri);
            }
            int before = findings.all().size();
            Schema schema = factory.newSchema(sources);
            return findings.all().size() == before ? new SchemaCheck(schema) : null;
        } catch (SAXException | IllegalArgumentException e) {
            findings.add(
                    e instanceof SAXParseException at ? placeIn(place, at) : place,
                    "schema-broken",
                    null,
                    "a schema that cannot be compiled",
                    "XML Schema 1.0 without references outside the folder",
                    String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// Notes what is wrong with a schema; schemas hold no personal data, so the compiler's own words are shown.
    private record Noting(Place place, Findings findings) implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) {
            findings.add(
                    placeIn(place, e),
                    "schema-broken",
                    null,
                    "a schema that cannot be compiled",
                    "XML Schema 1.0",
                    String.valueOf(e.getMessage()));
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    private static Place placeIn(Place folder, SAXParseException e) {
        String file = e.getSystemId() == null ? "" : e.getSystemId().replaceFirst("^.*/", "/");
        return new Place(folder.file() + file, e.getLineNumber(), e.getColumnNumber());
    }

    /// Starts the validation of one document.
    Session open(XMLStreamReader2 in, ProblemLog problems) {
        Validator validator = idle.poll();
        return new Session(validator == null ? new Validator(schema.newValidatorHandler()) : validator, in, problems);
    }

    /// A validator that tells the session at hand what it finds. Its error handler is set once: each setting makes
    /// it read its whole configuration again.
    private static final class Validator implements ErrorHandler {

        private final ValidatorHandler handler;
        private @Nullable Session session;

        private Validator(ValidatorHandler handler) {
            this.handler = handler;
            handler.setErrorHandler(this);
        }

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) {
            Objects.requireNonNull(session).note(e.getMessage());
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }
    }

    /// The validation of one document. Used by one thread.
    final class Session {

        private final Validator validator;
        private final ValidatorHandler handler;
        private final XMLStreamReader2 in;
        private final ProblemLog problems;
        private final CurrentAttributes attributes;
        private final StringBuilder path = new StringBuilder();
        private final Deque<Integer> lengths = new ArrayDeque<>();
        private boolean noted;
        private boolean broken;

        private Session(Validator validator, XMLStreamReader2 in, ProblemLog problems) {
            this.validator = validator;
            this.handler = validator.handler;
            this.in = in;
            this.problems = problems;
            this.attributes = new CurrentAttributes(in);
            validator.session = this;
        }

        /// The start tag at hand.
        void start() throws XMLStreamException {
            noted = false;
            lengths.push(path.length());
            path.append('/').append(in.getLocalName());
            pass(() -> {
                if (lengths.size() == 1) {
                    handler.startDocument();
                }
                for (int i = 0; i < in.getNamespaceCount(); i++) {
                    handler.startPrefixMapping(orEmpty(in.getNamespacePrefix(i)), orEmpty(in.getNamespaceURI(i)));
                }
                // rules know names by namespace and local name: the prefix would only be put together for messages
                handler.startElement(orEmpty(in.getNamespaceURI()), in.getLocalName(), in.getLocalName(), attributes);
            });
        }

        /// The text at hand.
        void characters() throws XMLStreamException {
            pass(() -> handler.characters(in.getTextCharacters(), in.getTextStart(), in.getTextLength()));
        }

        /// The end tag at hand.
        void end() throws XMLStreamException {
            noted = false;
            pass(() -> {
                handler.endElement(orEmpty(in.getNamespaceURI()), in.getLocalName(), in.getLocalName());
                for (int i = 0; i < in.getNamespaceCount(); i++) {
                    handler.endPrefixMapping(orEmpty(in.getNamespacePrefix(i)));
                }
                if (lengths.size() == 1) {
                    handler.endDocument();
                }
            });
            path.setLength(lengths.pop());
        }

        private void pass(Step step) throws XMLStreamException {
            if (broken) {
                return;
            }
            try {
                step.run();
            } catch (SAXException _) {
                broken = true;
                note("");
            }
        }

        /// Gives the validator back; one that stopped in the middle is reset by its next document.
        void close() {
            validator.session = null;
            if (!broken) {
                idle.offer(validator);
            }
        }

        /// One problem for each tag: validators report a wrong value twice, as of its type and as of its element.
        private void note(@Nullable String message) {
            if (!noted) {
                noted = true;
                Location at = in.getLocation();
                problems.add(
                        at.getLineNumber(),
                        at.getColumnNumber(),
                        Unmapped.clean(path.toString()),
                        SchemaWording.of(message));
            }
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    /// A call of the validator.
    @FunctionalInterface
    private interface Step {

        void run() throws SAXException;
    }
}
