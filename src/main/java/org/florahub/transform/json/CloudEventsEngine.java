package org.florahub.transform.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The hub's own format: CloudEvents 1.0 in JSON, one event per document, without a template. Immutable,
/// thread-safe.
public final class CloudEventsEngine implements Engine {

    private static final int DEPTH_MAX = 20;
    private static final int NAME_MAX = 200;
    private static final int DOCUMENT_MAX = 1024 * 1024;

    /// No longer texts, names or documents; a name that stands twice is an error.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNameLength(NAME_MAX)
                    .maxStringLength(Content.CHARACTERS_MAX)
                    .maxDocumentLength(DOCUMENT_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final CloudEventTemplate template;

    public CloudEventsEngine(Sources sources) {
        this.template = new CloudEventTemplate(sources.folder(), sources.place("transform.yaml"), JSON);
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
