package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// XML: many templates, chosen by the root element and, where roots are alike, by constants. Immutable, thread-safe.
final class XmlEngine implements Engine {

    private final List<XmlTemplate> templates;
    private final Map<String, XmlChoice> byRoot = new HashMap<>();
    private final boolean rootsAlike;
    private final @Nullable SchemaCheck schema;

    XmlEngine(List<XmlTemplate> templates, @Nullable SchemaCheck schema) {
        this.templates = List.copyOf(templates);
        this.schema = schema;
        var grouped = new HashMap<String, List<XmlTemplate>>();
        for (XmlTemplate template : templates) {
            if (template.shape().direction().reads()) {
                grouped.computeIfAbsent(template.root().name.key(), _ -> new ArrayList<>())
                        .add(template);
            }
        }
        grouped.forEach((root, candidates) -> byRoot.put(root, new XmlChoice(candidates)));
        this.rootsAlike = byRoot.values().stream().anyMatch(choice -> choice.only() == null);
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
    public List<XmlTemplate> templates() {
        return templates;
    }

    /// Whether the bytes must be looked at twice to choose a template.
    boolean rootsAlike() {
        return rootsAlike;
    }

    /// The templates whose root has that name, or `null`.
    @Nullable
    XmlChoice choice(@Nullable String namespace, String local) {
        return byRoot.get("{" + (namespace == null ? "" : namespace) + "}" + local);
    }

    /// Whether a root of that local name exists in another namespace: then the sender uses another version.
    boolean knowsRoot(String local) {
        return templates.stream()
                .anyMatch(template -> template.root().name.local().equals(local));
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return new XmlReading(this, fileName, given, sink, validate ? schema : null).read(in);
    }
}
