package org.florahub.transform.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// JSON: one or more templates, chosen by constants. Immutable and thread-safe.
public final class JsonEngine implements Engine {

    private final List<JsonTemplate> templates;
    private final JsonChoice choice;

    /// The templates of a folder, or `null` after noting why there are none.
    public static @Nullable JsonEngine compile(Sources sources, SlotParser slots) {
        var templates = new ArrayList<JsonTemplate>();
        for (String file : sources.templates("json")) {
            var parser = new JsonTemplateParser(sources.with("json"), slots, sources.version(), sources.findings());
            JsonTemplate template = parser.parse(file, sources.place(file));
            if (template != null && parser.belongs()) {
                templates.add(template);
            }
        }
        if (templates.isEmpty()) {
            sources.missing("template", "a file NAME.json");
            return null;
        }
        return new JsonEngine(templates);
    }

    private JsonEngine(List<JsonTemplate> templates) {
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
