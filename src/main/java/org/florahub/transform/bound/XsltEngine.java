package org.florahub.transform.bound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// XML of a shape that templates cannot express, by a pair of stylesheets from and to the status schema. Immutable
/// and thread-safe.
public final class XsltEngine implements Engine {

    private final XsltTemplate template;
    private final BoundTemplate statuses;
    private final XsltSheet read;
    private final DocumentChecks checks;

    /// The pair of stylesheets of a folder, or `null` after noting why there is none.
    ///
    /// @param checks to which valid documents conform
    /// @param given  fields that the hub states besides
    public static @Nullable XsltEngine compile(
            Sources sources, SlotParser slots, DocumentChecks checks, Set<Field> given) {
        XsltSheet read = XsltSheet.compile("read.xsl", sources);
        XsltSheet write = XsltSheet.compile("write.xsl", sources);
        if (read == null || write == null) {
            return null;
        }
        var statuses = new BoundTemplate(sources.place("transform.yaml"), slots);
        return new XsltEngine(new XsltProbe(statuses, read, write, given).measure(), statuses, read, checks);
    }

    /// @param statuses what the stylesheet makes of a document
    private XsltEngine(XsltTemplate template, BoundTemplate statuses, XsltSheet read, DocumentChecks checks) {
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
