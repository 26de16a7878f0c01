package org.florahub.transform.bound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotParser;

/// The hub's standard interface in XML, bound to records instead of described by a template. Immutable, thread-safe.
public final class BoundEngine implements Engine {

    private final BoundTemplate template;
    private final DocumentChecks checks;

    /// @param checks to which valid documents conform
    public BoundEngine(Sources sources, SlotParser slots, DocumentChecks checks) {
        this.template = new BoundTemplate(sources.place("transform.yaml"), slots);
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
    public List<BoundTemplate> templates() {
        return List.of(template);
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return new BoundReading(template, fileName, given, sink, validate ? checks : DocumentChecks.NONE).read(in);
    }
}
