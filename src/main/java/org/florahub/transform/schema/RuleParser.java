package org.florahub.transform.schema;

import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.XMLStreamWriter2;
import org.florahub.transform.schema.RuleCheck.Rule;
import org.florahub.transform.schema.RuleCheck.Rules;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.florahub.transform.source.XmlInput;
import org.jspecify.annotations.Nullable;

/// Compiles one file of ISO Schematron rules with SchXslt. Used once.
///
/// What an assertion says is taken out before and a key put in its place: so a report of what a document breaks can
/// hold nothing of the document. Only a constant text is kept, to be told to the sender.
final class RuleParser {

    private static final String SCHEMATRON = "http://purl.oclc.org/dsdl/schematron";
    private static final Set<String> ASSERTIONS = Set.of("assert", "report");
    private static final Set<String> REFERENCES = Set.of("include", "extends");
    private static final Set<String> PLAIN = Set.of("emph", "dir", "span");
    private static final Set<String> WARNINGS = Set.of("warning", "warn", "info", "information");
    private static final int TEXT_MAX = 300;

    /// SchXslt itself, compiled when the first folder has rules.
    private static final class Transpiler {

        private static final XsltExecutable COMPILED = compile();

        private static XsltExecutable compile() {
            try (InputStream in =
                    Objects.requireNonNull(Transpiler.class.getResourceAsStream("/content/transpile.xsl"))) {
                return Saxon.PROCESSOR.newXsltCompiler().compile(new StreamSource(in));
            } catch (IOException | SaxonApiException e) {
                throw new IllegalStateException("SchXslt cannot be compiled", e);
            }
        }
    }

    private final Path file;
    private final Place place;
    private final Findings findings;
    private final Map<String, Rule> byKey = new HashMap<>();
    private @Nullable String inherited;

    RuleParser(Path file, Place folder, Findings findings) {
        this.file = file;
        this.place = new Place(folder.file() + "/" + file.getFileName(), 0, 0);
        this.findings = findings;
    }

    /// The rules, or `null` after noting what is wrong with them.
    @Nullable
    Rules parse() {
        int before = findings.all().size();
        Source keyed = keyed();
        if (keyed == null || findings.all().size() > before) {
            return null;
        }
        try {
            var stylesheet = new XdmDestination();
            Xslt30Transformer transpiler = Transpiler.COMPILED.load30();
            transpiler.setErrorReporter(Saxon.NOBODY);
            transpiler.applyTemplates(keyed, stylesheet);
            XsltExecutable compiled = Saxon.compile(
                    stylesheet.getXdmNode().asSource(),
                    Map.of(),
                    true,
                    new Saxon.Mistakes("schema-broken", place, findings));
            return compiled == null ? null : new Rules(file.getFileName().toString(), compiled, Map.copyOf(byKey));
        } catch (SaxonApiException e) {
            broken(place, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Source keyed() {
        var out = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader2 reader = XmlInput.open(in);
            var writer = (XMLStreamWriter2) new WstxOutputFactory().createXMLStreamWriter(out, "UTF-8");
            while (reader.hasNext()) {
                reader.next();
                copy(reader, writer);
            }
            writer.close();
            return new StreamSource(new ByteArrayInputStream(out.toByteArray()));
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            broken(place.at(line, 0), "Check the file with an XML parser.");
        } catch (IOException e) {
            broken(place, "Make the file readable.");
        }
        return null;
    }

    private void copy(XMLStreamReader2 reader, XMLStreamWriter2 writer) throws XMLStreamException {
        boolean start = reader.isStartElement() && SCHEMATRON.equals(reader.getNamespaceURI());
        String name = start ? reader.getLocalName() : "";
        if (REFERENCES.contains(name)) {
            broken(
                    place.at(reader.getLocation().getLineNumber(), 0),
                    "Put the rules that %s refers to into this file.".formatted(name));
        }
        if (name.equals("rule")) {
            inherited = reader.getAttributeValue(null, "role");
        }
        if (reader.getEventType() == XMLStreamConstants.DTD) {
            broken(place.at(1, 0), "Remove the DOCTYPE.");
        } else if (ASSERTIONS.contains(name)) {
            assertion(reader, writer);
        } else {
            writer.copyEventFromReader(reader, false);
        }
    }

    private void assertion(XMLStreamReader2 reader, XMLStreamWriter2 writer) throws XMLStreamException {
        String key = "rule-" + byKey.size();
        int line = reader.getLocation().getLineNumber();
        String own = reader.getAttributeValue(null, "role");
        String role = own == null ? inherited : own;
        writer.writeStartElement(reader.getPrefix(), reader.getLocalName(), SCHEMATRON);
        writer.writeAttribute("test", Objects.requireNonNullElse(reader.getAttributeValue(null, "test"), ""));
        writer.writeCharacters(key);
        writer.writeEndElement();
        byKey.put(key, new Rule(text(reader), role != null && WARNINGS.contains(role), line));
    }

    /// What the assertion at hand says, `null` if some of it comes from the document. Its end tag is at hand
    /// afterwards.
    private static @Nullable String text(XMLStreamReader2 reader) throws XMLStreamException {
        var text = new StringBuilder();
        boolean constant = true;
        int levels = 1;
        while (levels > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    levels++;
                    constant = constant && PLAIN.contains(reader.getLocalName());
                }
                case XMLStreamConstants.END_ELEMENT -> levels--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                default -> {}
            }
        }
        String said = text.toString().strip().replaceAll("\\s+", " ");
        return constant && !said.isEmpty() ? said.substring(0, Math.min(said.length(), TEXT_MAX)) : null;
    }

    private void broken(Place at, String remedy) {
        findings.add(
                at,
                "schema-broken",
                null,
                "rules that cannot be compiled",
                "ISO Schematron in one file, XSLT 3",
                remedy);
    }
}
