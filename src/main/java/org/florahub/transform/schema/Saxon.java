package org.florahub.transform.schema;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Set;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.Configuration;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.ErrorReporter;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Location;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.jspecify.annotations.Nullable;

/// The one place that makes XSLT processors: a stylesheet sees its input and nothing else. No file, no network, no
/// environment, no Java, no second output, no evaluated text.
public final class Saxon {

    static final Processor PROCESSOR = processor();

    private Saxon() {}

    private static Processor processor() {
        var processor = new Processor(false);
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        processor.setConfigurationProperty(Feature.LINE_NUMBERING, true);
        processor.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        Configuration configuration = processor.getUnderlyingConfiguration();
        configuration.setResourceResolver(_ -> {
            throw refused();
        });
        configuration.setUnparsedTextURIResolver((_, _, _, _) -> {
            throw refused();
        });
        configuration.setCollectionFinder((_, _) -> {
            throw refused();
        });
        // what is wrong while a message is transformed may quote it
        configuration.setErrorReporterFactory(_ -> NOBODY);
        return processor;
    }

    /// Tells nobody.
    public static final ErrorReporter NOBODY = _ -> {};

    private static XPathException refused() {
        return new XPathException("A stylesheet may read its input and nothing else");
    }

    private static final class NoEnvironment implements EnvironmentVariableResolver {

        @Override
        public Set<String> getAvailableEnvironmentVariables() {
            return Set.of();
        }

        @Override
        public @Nullable String getEnvironmentVariable(String name) {
            return null;
        }
    }

    /// Who is told of the mistakes of a stylesheet, and how.
    ///
    /// @param code  of the mistakes
    /// @param place the file, for mistakes that have no other
    public record Mistakes(String code, Place place, Findings findings) {

        private void note(XmlProcessingError error) {
            if (!error.isWarning()) {
                add(at(error.getLocation()), error.getMessage());
            }
        }

        /// Lines of a stylesheet that was generated mean nothing to its author.
        private Place at(Location at) {
            String module = at.getSystemId();
            if (module == null || !module.startsWith(BASE)) {
                return place;
            }
            String folder = place.file().substring(0, place.file().lastIndexOf('/') + 1);
            return new Place(
                    folder + module.substring(BASE.length()),
                    Math.max(0, at.getLineNumber()),
                    Math.max(0, at.getColumnNumber()));
        }

        /// Stylesheets hold no personal data, so the compiler's own words are shown.
        private void add(Place at, @Nullable String message) {
            findings.add(
                    at,
                    code,
                    null,
                    "a stylesheet that cannot be compiled",
                    "XSLT 3.0 that reads its input and nothing else",
                    String.valueOf(message));
        }
    }

    /// Files of a folder have an address that nothing else has.
    public static final String BASE = "transform:/";

    /// Compiles a stylesheet, which may include those beside it.
    ///
    /// @param beside stylesheets beside it, by name
    /// @param traced whether each step can be watched, so that one that does not end can be stopped
    /// @return `null` after noting what is wrong with it
    public static @Nullable XsltExecutable compile(
            Source stylesheet, Map<String, byte[]> beside, boolean traced, Mistakes mistakes) {
        XsltCompiler compiler = PROCESSOR.newXsltCompiler();
        compiler.setCompileWithTracing(traced);
        compiler.setErrorReporter(mistakes::note);
        compiler.setResourceResolver(request -> {
            byte[] found = request.uri == null ? null : beside.get(request.uri.replaceFirst("^.*/", ""));
            if (found == null) {
                throw refused();
            }
            return new StreamSource(new ByteArrayInputStream(found), request.uri);
        });
        int before = mistakes.findings.all().size();
        try {
            XsltExecutable compiled = compiler.compile(stylesheet);
            return mistakes.findings.all().size() == before ? compiled : null;
        } catch (SaxonApiException e) {
            if (mistakes.findings.all().size() == before) {
                mistakes.add(mistakes.place, e.getMessage());
            }
            return null;
        }
    }
}
