package org.florahub.transform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compiles one transform folder and notes every mistake in it. Used once.
final class TransformLoader {

    private static final int VERSION_BYTES = 4;
    private static final Pattern INCLUDE = Pattern.compile(":include[\"\\s]*[=:]\\s*[\"']([^\"']+)[\"']");

    private final Path folder;
    private final Findings findings = new Findings();
    private final Map<String, byte[]> files = new TreeMap<>();

    TransformLoader(Path folder) {
        this.folder = folder;
    }

    Transform load() throws BrokenTransformException {
        Transform transform = compile();
        if (transform == null || !findings.isEmpty()) {
            throw new BrokenTransformException(findings.all());
        }
        return transform;
    }

    private @Nullable Transform compile() {
        try {
            readFiles();
            if (!files.containsKey("transform.yaml")) {
                findings.add(
                        place("transform.yaml"),
                        "manifest-missing",
                        null,
                        "no transform.yaml",
                        "engine and version of the format",
                        "Add the file.");
                return null;
            }
            Manifest manifest = Manifest.parse(text("transform.yaml"), place("transform.yaml"), findings);
            Engine engine = engine(manifest);
            if (engine == null) {
                return null;
            }
            var checks = new FolderChecks(manifest, engine.templates(), findings);
            checks.run();
            return new Transform(
                    folderName(),
                    manifest.version() + "+" + contentHash(),
                    engine,
                    checks.writes(),
                    checks.losses(),
                    manifest.given());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Engine engine(Manifest manifest) throws IOException {
        var lists = new TreeMap<String, CodeList>();
        for (String file : files.keySet()) {
            if (file.endsWith(".codes")) {
                String name = file.substring(0, file.length() - ".codes".length());
                lists.put(name, CodeListParser.parse(name, text(file), place(file), findings));
            }
        }
        var slots = new SlotParser(new ConverterFactory(lists, findings), findings);
        return switch (manifest.engine()) {
            case "xml" -> xml(slots);
            case "bound" -> new BoundEngine(new BoundTemplate(place("transform.yaml"), slots), schema());
            case "csv", "fixed", "xlsx" -> rows(manifest.engine(), slots);
            case "json" -> json(slots);
            case "cloudevents" -> new CloudEventsEngine(folderName(), place("transform.yaml"));
            default -> null;
        };
    }

    private @Nullable Engine xml(SlotParser slots) throws IOException {
        Map<String, byte[]> sources = sources(".xml");
        Set<String> included = included(sources);
        var templates = new ArrayList<XmlTemplate>();
        for (String file : sources.keySet()) {
            XmlTemplate template = included.contains(file)
                    ? null
                    : new XmlTemplateParser(sources, slots, findings).parse(file, place(file));
            if (template != null) {
                templates.add(template);
            }
        }
        if (templates.isEmpty()) {
            return noTemplate("xml");
        }
        return new XmlEngine(templates, schema());
    }

    private @Nullable SchemaCheck schema() throws IOException {
        List<Path> schemas = SchemaCheck.files(folder);
        return schemas.isEmpty() ? null : SchemaCheck.compile(schemas, place("schema"), findings);
    }

    private @Nullable Engine json(SlotParser slots) {
        Map<String, byte[]> sources = sources(".json");
        Set<String> included = included(sources);
        var templates = new ArrayList<JsonTemplate>();
        for (String file : sources.keySet()) {
            JsonTemplate template = included.contains(file)
                    ? null
                    : new JsonTemplateParser(sources, slots, findings).parse(file, place(file));
            if (template != null) {
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

    /// Files that another one includes are no templates of their own.
    private static Set<String> included(Map<String, byte[]> sources) {
        var included = new HashSet<String>();
        sources.forEach((file, source) -> INCLUDE.matcher(new String(source, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .filter(found -> !found.equals(file))
                .forEach(included::add));
        return included;
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

    private void readFiles() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
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

    /// Eight hexadecimal digits of everything that decides how messages are understood; samples and prose do not.
    private String contentHash() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (!file.getKey().endsWith(".md")) {
                    update(digest, file.getKey(), file.getValue());
                }
            }
            for (Path schema : SchemaCheck.files(folder)) {
                update(digest, "schema/" + schema.getFileName(), Files.readAllBytes(schema));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, String name, byte[] content) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(
                ByteBuffer.allocate(Integer.BYTES + 1).putInt(1, content.length).array());
        digest.update(content);
    }

    private String folderName() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    private Place place(String file) {
        return new Place("transforms/" + folderName() + "/" + file, 0, 0);
    }
}
