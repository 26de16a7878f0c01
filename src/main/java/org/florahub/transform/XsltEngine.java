package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// XML of a shape that templates cannot express, by a pair of stylesheets from and to the status schema. Immutable
/// and thread-safe.
final class XsltEngine implements Engine {

    private final XsltTemplate template;
    private final BoundTemplate statuses;
    private final XsltSheet read;
    private final DocumentChecks checks;

    /// @param statuses what the stylesheet makes of a document
    XsltEngine(XsltTemplate template, BoundTemplate statuses, XsltSheet read, DocumentChecks checks) {
        this.template = template;
        this.statuses = statuses;
        this.read = read;
        this.checks = checks;
    }

    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public String extension() {
        return "xml";
    }

    @Override
    public List<XsltTemplate> templates() {
        return List.of(template);
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return new XsltReading(statuses, read, fileName, given, validate ? checks : DocumentChecks.NONE).read(in, sink);
    }
}
