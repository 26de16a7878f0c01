package org.florahub.transform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.XsltExecutable;
import org.jspecify.annotations.Nullable;

/// Compiles one version of a transform folder and notes every mistake in it. Used once.
final class TransformLoader {

    private final Path folder;
    private final FormatVersion version;
    private final Findings findings;
    private final Set<String> folderFiles;
    private final Map<String, byte[]> files;
    private final Parameters parameters;

    /// @param files contents of the folder's own files by name
    TransformLoader(Path folder, Map<String, byte[]> files, FormatVersion version, Findings findings) {
        this.folder = folder;
        this.version = version;
        this.findings = findings;
        this.folderFiles = files.keySet();
        this.files = version.files(files);
        this.parameters = Parameters.of(version, findings);
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
                    folderName(),
                    version.name() + "+" + contentHash,
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
            case "xml" -> xml(slots);
            case "xstream" -> xstream(xml(slots), manifest.types());
            case "bound" -> new BoundEngine(new BoundTemplate(place("transform.yaml"), slots), checks());
            case "xslt" -> xslt(slots, manifest);
            case "csv", "fixed", "xlsx" -> rows(manifest.engine(), slots);
            case "json" -> json(slots);
            case "cloudevents" -> new CloudEventsEngine(folderName(), place("transform.yaml"));
            default -> null;
        };
    }

    private Map<String, CodeList> lists() throws IOException {
        replace(file -> file.endsWith(".codes"), parameters);
        PublishedLists published = PublishedLists.of(folder, version, place("codelists"), findings);
        var lists = new TreeMap<String, CodeList>();
        for (String file : files.keySet()) {
            if (file.endsWith(".codes")) {
                String name = file.substring(0, file.length() - ".codes".length());
                lists.put(name, CodeListParser.parse(name, text(file), place(file), published, findings));
            }
        }
        published.noteUnused();
        return lists;
    }

    /// Stylesheets have braces and dollars of their own.
    private void replace(Predicate<String> which, Parameters with) {
        files.replaceAll((file, content) -> {
            boolean own = file.equals("transform.yaml") || file.endsWith(".md") || file.endsWith(".xsl");
            return which.test(file) && !own ? with.in(content, place(file)) : content;
        });
    }

    private @Nullable Engine xstream(@Nullable XmlEngine xml, Set<String> types) {
        if (types.isEmpty()) {
            findings.add(
                    place("transform.yaml"),
                    "types-missing",
                    "types",
                    "no types",
                    "the types that a document may state, above all that of its root",
                    "Add types: [NAME].");
        }
        return xml == null ? null : new XStreamEngine(xml, types);
    }

    private @Nullable XmlEngine xml(SlotParser slots) throws IOException {
        Map<String, byte[]> sources = sources(".xml");
        Set<String> included = new Includes(sources).included(findings, this::place);
        var templates = new ArrayList<XmlTemplate>();
        var refusals = new HashMap<String, Mismatch>();
        DocumentChecks checks = checks();
        for (String file : sources.keySet()) {
            if (!included.contains(file)) {
                var parser = new XmlTemplateParser(sources, slots, version, findings);
                XmlTemplate template = parser.parse(file, place(file), checks);
                if (template != null && parser.root().refusal(version) == null) {
                    templates.add(template);
                } else if (template != null) {
                    refusals.put(template.root().name.key(), parser.root().refusal(version));
                }
            }
        }
        if (templates.isEmpty()) {
            noTemplate("xml");
            return null;
        }
        return new XmlEngine(templates, refusals);
    }

    private @Nullable Engine xslt(SlotParser slots, Manifest manifest) throws IOException {
        XsltSheet read = sheet("read.xsl");
        XsltSheet write = sheet("write.xsl");
        if (read == null || write == null) {
            return null;
        }
        var statuses = new BoundTemplate(place("transform.yaml"), slots);
        XsltTemplate template = new XsltProbe(statuses, read, write, manifest.given()).measure();
        return new XsltEngine(template, statuses, read, checks());
    }

    private @Nullable XsltSheet sheet(String file) {
        byte[] stylesheet = files.get(file);
        if (stylesheet == null) {
            findings.add(
                    place("transform.yaml"), "no-template", null, "no " + file, "read.xsl and write.xsl", "Add it.");
            return null;
        }
        XsltExecutable compiled = Saxon.compile(
                new StreamSource(new ByteArrayInputStream(stylesheet), Saxon.BASE + file),
                files,
                true,
                new Saxon.Mistakes("stylesheet-broken", place(file), findings));
        return compiled == null ? null : new XsltSheet(file, compiled);
    }

    private DocumentChecks checks() throws IOException {
        return DocumentChecks.of(folder, version, parameters, place("schema"), findings);
    }

    private @Nullable Engine json(SlotParser slots) {
        Map<String, byte[]> sources = sources(".json");
        Set<String> included = new Includes(sources).included(findings, this::place);
        var templates = new ArrayList<JsonTemplate>();
        for (String file : sources.keySet()) {
            var parser = new JsonTemplateParser(sources, slots, version, findings);
            JsonTemplate template = included.contains(file) ? null : parser.parse(file, place(file));
            if (template != null && parser.belongs()) {
                templates.add(template);
            }
        }
        return templates.isEmpty() ? noTemplate("json") : new JsonEngine(templates);
    }

    private Map<String, byte[]> sources(String extension) {
        var sources = new TreeMap<String, byte[]>();
        files.forEach((name, bytes) -> {
            if (name.endsWith(extension)) {
                sources.put(name, bytes);
            }
        });
        return sources;
    }

    private @Nullable Engine rows(String engine, SlotParser slots) {
        var documents = new ArrayList<RowDocument>();
        String extension = engine.equals("xlsx") ? "sheet" : engine;
        for (String file : files.keySet()) {
            if (file.endsWith("." + extension)) {
                String name = file.substring(0, file.length() - extension.length() - 1);
                RowDocument document =
                        new RowTemplateParser(engine, name, place(file), slots, findings).parse(text(file));
                if (document == null) {
                    return null;
                }
                documents.add(document);
            }
        }
        if (documents.isEmpty()) {
            return noTemplate(extension);
        }
        for (RowDocument other : documents.subList(1, documents.size())) {
            if (!documents.getFirst().readsLike(other)) {
                findings.add(
                        other.events().getFirst().shape().place(),
                        "dialects-differ",
                        null,
                        "another charset, separator, quote or number of lines than in "
                                + documents.getFirst().name(),
                        "the same, and header=names or header=exact in both",
                        "Make a transform of its own.");
            }
        }
        return new RowEngine(documents);
    }

    private @Nullable Engine noTemplate(String extension) {
        findings.add(
                place("transform.yaml"), "no-template", null, "no template", "a file NAME." + extension, "Add it.");
        return null;
    }

    private String text(String file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(files.getOrDefault(file, new byte[0])))
                    .toString();
        } catch (CharacterCodingException _) {
            findings.add(place(file), "not-utf-8", null, "bytes that are no UTF-8", "UTF-8", "Save the file in UTF-8.");
            return "";
        }
    }

    private String folderName() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    private Place place(String file) {
        return new Place("transforms/" + folderName() + "/" + version.nameInFolder(file, folderFiles), 0, 0);
    }
}
