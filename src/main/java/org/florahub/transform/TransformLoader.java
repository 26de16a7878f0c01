package org.florahub.transform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.florahub.transform.bound.BoundEngine;
import org.florahub.transform.bound.XsltEngine;
import org.florahub.transform.codes.CodeList;
import org.florahub.transform.codes.CodeListParser;
import org.florahub.transform.codes.PublishedLists;
import org.florahub.transform.convert.ConverterFactory;
import org.florahub.transform.json.CloudEventsEngine;
import org.florahub.transform.json.JsonEngine;
import org.florahub.transform.row.RowEngine;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Parameters;
import org.florahub.transform.template.SlotParser;
import org.florahub.transform.xml.XStreamEngine;
import org.florahub.transform.xml.XmlEngine;
import org.jspecify.annotations.Nullable;

/// Compiles one version of a transform folder and notes every mistake in it. Used once.
final class TransformLoader {

    private final Path folder;
    private final Sources sources;
    private final Findings findings;
    private final Parameters parameters;

    TransformLoader(Path folder, Sources sources) {
        this.folder = folder;
        this.sources = sources;
        this.findings = sources.findings();
        this.parameters = Parameters.of(sources.version(), findings);
    }

    /// The version, or `null` after noting why there is none.
    ///
    /// @param contentHash of the folder
    @Nullable
    Transform load(Manifest manifest, String contentHash) {
        try {
            Engine engine = engine(manifest);
            if (engine == null) {
                return null;
            }
            var checks = new FolderChecks(manifest, engine.templates(), findings);
            checks.run();
            return new Transform(
                    sources.folder(),
                    sources.version().name() + "+" + contentHash,
                    engine,
                    checks.writes(),
                    checks.losses(),
                    manifest.given());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Engine engine(Manifest manifest) throws IOException {
        Map<String, CodeList> lists = lists();
        replace(file -> !file.endsWith(".codes"), parameters.with(lists));
        var slots = new SlotParser(new ConverterFactory(lists, findings), findings);
        return switch (manifest.engine()) {
            case "xml" -> XmlEngine.compile(sources, slots, checks());
            case "xstream" -> XStreamEngine.compile(sources, slots, checks(), manifest.types());
            case "bound" -> new BoundEngine(sources, slots, checks());
            case "xslt" -> XsltEngine.compile(sources, slots, checks(), manifest.given());
            case "csv", "fixed", "xlsx" -> RowEngine.compile(manifest.engine(), sources, slots);
            case "json" -> JsonEngine.compile(sources, slots);
            case "cloudevents" -> new CloudEventsEngine(sources);
            default -> null;
        };
    }

    private Map<String, CodeList> lists() throws IOException {
        replace(file -> file.endsWith(".codes"), parameters);
        PublishedLists published = PublishedLists.of(folder, sources.version(), sources.place("codelists"), findings);
        var lists = new TreeMap<String, CodeList>();
        for (String file : sources.with("codes").keySet()) {
            String name = file.substring(0, file.length() - ".codes".length());
            lists.put(name, CodeListParser.parse(name, sources.text(file), sources.place(file), published, findings));
        }
        published.noteUnused();
        return lists;
    }

    /// Stylesheets have braces and dollars of their own.
    private void replace(Predicate<String> which, Parameters with) {
        for (String file : sources.all().keySet()) {
            boolean own = file.equals("transform.yaml") || file.endsWith(".md") || file.endsWith(".xsl");
            if (which.test(file) && !own) {
                sources.replace(file, content -> with.in(content, sources.place(file)));
            }
        }
    }

    private DocumentChecks checks() throws IOException {
        return DocumentChecks.of(folder, sources.version(), parameters, sources.place("schema"), findings);
    }
}
