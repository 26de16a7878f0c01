package org.florahub.transform.bound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import org.florahub.transform.schema.Saxon;
import org.florahub.transform.schema.XsltDeadline;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;

/// A compiled stylesheet of a folder: a document in, bytes out, bounded in size and time. Immutable and thread-safe.
final class XsltSheet {

    /// Longer documents are neither read nor written: as a tree they take some ten times as much memory.
    static final int BYTES_MAX = 4 * 1024 * 1024;

    private final String file;
    private final XsltExecutable compiled;

    /// A stylesheet of a folder, or `null` after noting why there is none.
    static @Nullable XsltSheet compile(String file, Sources sources) {
        byte[] stylesheet = sources.all().get(file);
        if (stylesheet == null) {
            sources.missing(file, "read.xsl and write.xsl");
            return null;
        }
        XsltExecutable compiled = Saxon.compile(
                new StreamSource(new ByteArrayInputStream(stylesheet), Saxon.BASE + file),
                sources.all(),
                true,
                new Saxon.Mistakes("stylesheet-broken", sources.place(file), sources.findings()));
        return compiled == null ? null : new XsltSheet(file, compiled);
    }

    private XsltSheet(String file, XsltExecutable compiled) {
        this.file = file;
        this.compiled = compiled;
    }

    /// Why there is no output: the stylesheet and its line, nothing of the document.
    static final class Failure extends Exception {

        Failure(String place) {
            super(place);
        }
    }

    /// @param given values for parameters of these names, such as `source`
    /// @throws Failure if the stylesheet fails, writes too much or takes too long
    byte[] run(Source document, Given given) throws Failure {
        var out = new Limited();
        try {
            Xslt30Transformer transformer = compiled.load30();
            transformer.setStylesheetParameters(parameters(given));
            transformer.setTraceListener(new XsltDeadline());
            transformer.setMessageHandler(_ -> {});
            transformer.setErrorReporter(Saxon.NOBODY);
            transformer.applyTemplates(document, transformer.newSerializer(out));
            return out.bytes.toByteArray();
        } catch (SaxonApiException e) {
            throw new Failure(e.getLineNumber() > 0 ? file + ":" + e.getLineNumber() : file);
        } catch (XsltDeadline.Passed _) {
            throw new Failure(file + ", which takes longer than " + XsltDeadline.SECONDS + " seconds");
        }
    }

    private static Map<QName, XdmValue> parameters(Given given) {
        var parameters = new HashMap<QName, XdmValue>();
        given.values().forEach((field, value) -> parameters.put(new QName(field.path()), new XdmAtomicValue(value)));
        return parameters;
    }

    /// Takes no more than [#BYTES_MAX].
    private static final class Limited extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);

        @Override
        public void write(int singleByte) throws IOException {
            write(new byte[] {(byte) singleByte}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int length) throws IOException {
            if (bytes.size() + length > BYTES_MAX) {
                throw new IOException("More than %d bytes".formatted(BYTES_MAX));
            }
            bytes.write(more, offset, length);
        }
    }
}
