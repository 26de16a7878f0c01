package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The hub's standard interface in XML, bound to records instead of described by a template. Immutable, thread-safe.
final class BoundEngine implements Engine {

    private final BoundTemplate template;
    private final DocumentChecks checks;

    BoundEngine(BoundTemplate template, DocumentChecks checks) {
        this.template = template;
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
