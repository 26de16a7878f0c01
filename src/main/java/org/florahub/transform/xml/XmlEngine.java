package org.florahub.transform.xml;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// XML: many templates, chosen by the root element and, where roots are alike, by constants. Immutable, thread-safe.
public final class XmlEngine implements Engine {

    private final List<XmlTemplate> templates;
    private final Map<String, Mismatch> refusals;
    private final Map<String, XmlChoice> byRoot = new HashMap<>();
    private final boolean rootsAlike;
    /// By template; empty unless several versions are read.
    private final Map<XmlTemplate, String> versions;

    /// The templates of a folder, or `null` after noting why there are none.
    ///
    /// @param checks to which valid documents conform
    public static @Nullable XmlEngine compile(Sources sources, SlotParser slots, DocumentChecks checks) {
        var templates = new ArrayList<XmlTemplate>();
        var refusals = new HashMap<String, Mismatch>();
        for (String file : sources.templates("xml")) {
            var parser = new XmlTemplateParser(sources.with("xml"), slots, sources.version(), sources.findings());
            XmlTemplate template = parser.parse(file, sources.place(file), checks);
            Mismatch refusal = parser.root().refusal(sources.version());
            if (template != null && refusal != null) {
                refusals.put(template.root().name.key(), refusal);
            } else if (template != null) {
                templates.add(template);
            }
        }
        if (templates.isEmpty()) {
            sources.missing("template", "a file NAME.xml");
            return null;
        }
        return new XmlEngine(templates, refusals, Map.of());
    }

    /// @param refusals why messages with that root are not taken
    private XmlEngine(List<XmlTemplate> templates, Map<String, Mismatch> refusals, Map<XmlTemplate, String> versions) {
        this.templates = List.copyOf(templates);
        this.refusals = Map.copyOf(refusals);
        this.versions = versions;
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
    public Engine together(Map<String, Engine> engines) {
        var all = new ArrayList<XmlTemplate>();
        var refused = new HashMap<String, Mismatch>();
        var versionOf = new IdentityHashMap<XmlTemplate, String>();
        engines.forEach((version, engine) -> {
            var xml = (XmlEngine) engine;
            all.addAll(xml.templates);
            refused.putAll(xml.refusals);
            xml.templates.forEach(template -> versionOf.put(template, version));
        });
        return new XmlEngine(all, refused, versionOf);
    }

    /// The version that a template belongs to; `null` if this engine reads one only.
    @Nullable
    String version(XmlTemplate template) {
        return versions.get(template);
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
        return byRoot.get(key(namespace, local));
    }

    /// Why messages with that root are not taken; `null` if nothing says so.
    @Nullable
    Mismatch refusal(@Nullable String namespace, String local) {
        return refusals.get(key(namespace, local));
    }

    private static String key(@Nullable String namespace, String local) {
        return "{" + (namespace == null ? "" : namespace) + "}" + local;
    }

    /// Whether a root of that local name exists in another namespace: then the sender uses another version.
    boolean knowsRoot(String local) {
        return templates.stream()
                .anyMatch(template -> template.root().name.local().equals(local));
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return new XmlReading(this, fileName, given, sink, validate).read(in);
    }
}
