package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The hub's own format: CloudEvents 1.0 in JSON, one event per document, without a template. Immutable,
/// thread-safe.
final class CloudEventsEngine implements Engine {

    private static final int DEPTH_MAX = 20;
    private static final int NAME_MAX = 200;
    private static final int DOCUMENT_MAX = 1024 * 1024;

    /// No longer texts, names or documents; a name that stands twice is an error.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNameLength(NAME_MAX)
                    .maxStringLength(XmlText.LENGTH_MAX)
                    .maxDocumentLength(DOCUMENT_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final CloudEventTemplate template;

    CloudEventsEngine(String name, Place place) {
        this.template = new CloudEventTemplate(name, place, JSON);
    }

    @Override
    public String mediaType() {
        return "application/cloudevents+json";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public List<CloudEventTemplate> templates() {
        return List.of(template);
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return new CloudEventReading(template, JSON, fileName, given, sink).read(in);
    }
}
