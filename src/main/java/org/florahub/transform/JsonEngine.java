package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// JSON: one or more templates, chosen by constants. Immutable and thread-safe.
final class JsonEngine implements Engine {

    private final List<JsonTemplate> templates;
    private final JsonChoice choice;

    JsonEngine(List<JsonTemplate> templates) {
        this.templates = List.copyOf(templates);
        this.choice = new JsonChoice(templates.stream()
                .filter(template -> template.shape().direction().reads())
                .toList());
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public List<JsonTemplate> templates() {
        return templates;
    }

    /// The templates that read.
    JsonChoice choice() {
        return choice;
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return new JsonReading(this, fileName, given, sink).read(in);
    }
}
