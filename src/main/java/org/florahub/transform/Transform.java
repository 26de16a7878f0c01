package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.convert.CodeTable;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.source.BrokenTransformException;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotPlace;
import org.florahub.transform.template.Template;
import org.jspecify.annotations.Nullable;

/// One message format, both ways: the compiled form of one folder below `transforms/`. Immutable and thread-safe.
public final class Transform {

    private final String name;
    private final String version;
    /// Reads.
    private final Engine engine;
    /// Those that write.
    private final List<? extends Template> templates;
    private final Set<String> writes;
    private final Set<Field> losses;
    private final Set<Field> given;
    private final Writers writers;

    /// By name, the oldest first; empty unless the folder has several.
    private final Map<String, Transform> versions;
    /// Which one of them this is, `null` if it reads all and writes the newest, or is the only one.
    private final @Nullable String exactly;

    /// The one version of a folder.
    Transform(String name, String version, Engine engine, Set<String> writes, Set<Field> losses, Set<Field> given) {
        this.name = name;
        this.version = version;
        this.engine = engine;
        this.templates = engine.templates();
        this.writes = Collections.unmodifiableSet(new TreeSet<>(writes));
        this.losses = Collections.unmodifiableSet(copy(losses));
        this.given = Collections.unmodifiableSet(copy(given));
        this.writers = new Writers(name, templates, writes, given);
        this.versions = Map.of();
        this.exactly = null;
    }

    /// A version among others.
    private Transform(Transform one, Engine reader, Map<String, Transform> versions, @Nullable String exactly) {
        this.name = one.name;
        this.version = one.version;
        this.engine = reader;
        this.templates = one.templates;
        this.writes = one.writes;
        this.losses = one.losses;
        this.given = one.given;
        this.writers = one.writers;
        this.versions = versions;
        this.exactly = exactly;
    }

    /// Several versions of one format: reads all of them where a document shows its version, else the newest, and
    /// writes the newest.
    ///
    /// @param versions by name, the oldest first
    static Transform of(Map<String, Transform> versions) {
        var exact = new LinkedHashMap<String, Transform>();
        var engines = new LinkedHashMap<String, Engine>();
        versions.forEach((key, one) -> {
            exact.put(key, new Transform(one, one.engine, versions, key));
            engines.put(key, one.engine);
        });
        Transform newest = exact.lastEntry().getValue();
        Engine together = newest.engine.together(engines);
        return new Transform(
                newest, together == null ? newest.engine : together, Collections.unmodifiableMap(exact), null);
    }

    private static Set<Field> copy(Set<Field> fields) {
        return fields.isEmpty() ? EnumSet.noneOf(Field.class) : EnumSet.copyOf(fields);
    }

    /// Compiles a folder, all versions of its format together: see [#versions()].
    ///
    /// @throws BrokenTransformException with every mistake of the folder at once
    /// @throws java.io.UncheckedIOException if a file cannot be read
    public static Transform load(Path folder) throws BrokenTransformException {
        return new TransformFolder(folder).load();
    }

    /// Name of the folder.
    public String name() {
        return name;
    }

    /// What adapters call it: `NAME`, or `NAME@VERSION` for exactly one version of several.
    public String reference() {
        return exactly == null ? name : name + "@" + exactly;
    }

    /// Exactly one version each, by the names in `transform.yaml`, the oldest first; empty if the folder has one
    /// only.
    public Map<String, Transform> versions() {
        return exactly == null ? versions : Map.of();
    }

    /// Version of the format, `+`, and eight hexadecimal digits of the content of the folder. Of several versions
    /// that are read it is the newest, which is written.
    public String version() {
        return version;
    }

    /// `NAME@VERSION` of what a document was read as.
    public String identity(Reading reading) {
        Transform read = reading.version() == null ? null : versions.get(reading.version());
        return read == null ? toString() : read.toString();
    }

    /// Whether a document that was once read as that `NAME@VERSION` is read the same way again.
    public boolean stillReads(String identity) {
        return identity.equals(toString())
                || versions.values().stream().anyMatch(one -> identity.equals(one.toString()));
    }

    Engine engine() {
        return engine;
    }

    /// `application/xml`, `text/csv` or `application/cloudevents+json`.
    public String mediaType() {
        return engine.mediaType();
    }

    /// `xml`, `csv` or `json`.
    public String extension() {
        return engine.extension();
    }

    /// Whether a template reads.
    public boolean readable() {
        return read().anyMatch(_ -> true);
    }

    /// Whether a template writes.
    public boolean writable() {
        return !writes.isEmpty();
    }

    /// Whether one written document may carry several statements.
    public boolean groups() {
        return templates.stream().anyMatch(Template::groups);
    }

    /// Whether codes or templates differ between the legal regimes: then all statements of one written document
    /// must be of cases of one regime, the one in [Given#regime()].
    public boolean regimeDependent() {
        return shapes().stream().anyMatch(Shape::regimeDependent);
    }

    /// Keys of the statuses that it can read.
    public Set<String> reads() {
        var reads = new TreeSet<String>();
        read().forEach(shape -> reads.addAll(shape.statusesRead()));
        return Collections.unmodifiableSet(reads);
    }

    private Stream<Shape> read() {
        return engine.templates().stream()
                .map(Template::shape)
                .filter(shape -> shape.direction().reads());
    }

    /// Keys of the statuses that it can write.
    public Set<String> writes() {
        return writes;
    }

    /// Fields that a statement may have and a written document never carries.
    public Set<Field> losses() {
        return losses;
    }

    /// Fields that the adapter must supply when reading.
    public Set<Field> givenFields() {
        return given;
    }

    /// Whether good records of a document count when others are bad (CSV). If not, it is all or nothing (XML, JSON).
    public boolean takesRecordsSingly() {
        return engine.returns() != null;
    }

    /// The charset of its documents.
    public Charset charset() {
        return engine.charset();
    }

    /// Every slot of every template, in their order; none for a format without templates.
    public List<SlotPlace> slots() {
        return shapes().stream()
                .flatMap(shape -> shape.slots().stream()
                        .map(bound -> new SlotPlace(
                                shape.name(),
                                bound.where(),
                                bound.slot().converter().fields(),
                                bound.slot().optional(),
                                shape.direction().reads() && !bound.slot().writeOnly(),
                                shape.direction().writes())))
                .toList();
    }

    /// Every code list that a slot reads with. What several versions of the format say of one version of a list is
    /// one table.
    public Collection<CodeTable> codeTables() {
        Stream<Transform> all = versions().isEmpty() ? Stream.of(this) : versions().values().stream();
        var tables = new LinkedHashMap<String, CodeTable>();
        all.flatMap(Transform::read)
                .flatMap(shape -> shape.slots().stream())
                .filter(bound -> !bound.slot().writeOnly())
                .map(bound -> bound.slot().converter())
                .filter(Converter.Coded.class::isInstance)
                .map(converter -> CodeTable.of((Converter.Coded) converter))
                .forEach(table -> tables.merge(table.key(), table, CodeTable::and));
        return tables.values();
    }

    /// The templates that write, for the laws that every transform keeps.
    List<Shape> shapes() {
        return templates.stream().map(Template::shape).toList();
    }

    /// Reads a document in one pass and validates it against the folder's schema, if it has one.
    ///
    /// Whatever the content, problems are collected in the result, never thrown.
    ///
    /// @param fileName name for problems
    /// @throws IOException only if `in` fails
    public Reading read(InputStream in, String fileName, Given given, Sink sink) throws IOException {
        return read(in, fileName, given, sink, true);
    }

    /// Reads a document in one pass.
    ///
    /// @param validate whether to validate against the folder's schema; `false` for bytes validated before
    /// @throws IOException only if `in` fails
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return engine.read(in, fileName, given, sink, validate);
    }

    /// Why this statement cannot be written; empty if it can. The codes are names of reasons, see
    /// docs/reference/templates.md.
    public List<Problem> refusals(Statement statement, Given given) {
        List<Refusal> refusals = writers.refusals(statement, given);
        if (refusals.isEmpty()) {
            return List.of();
        }
        return Stream.concat(versionLacks(statement, given).stream(), refusals.stream())
                .map(refusal -> new Problem(
                        refusal.code(),
                        reference(),
                        0,
                        0,
                        refusal.where(),
                        refusal.found(),
                        refusal.expected(),
                        refusal.remedy()))
                .toList();
    }

    /// That another version could write it, if one can.
    private Optional<Refusal> versionLacks(Statement statement, Given given) {
        String others = versions.entrySet().stream()
                .filter(other ->
                        other.getValue().writers.refusals(statement, given).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                "version-lacks",
                Field.STATUS.path(),
                "%s of regime %s, for which version %s has no message or code"
                        .formatted(statement.get(Field.STATUS), given.regime().key(), formatVersion()),
                "version " + others,
                "Have the receiver change to one of these versions; in its own it cannot be said."));
    }

    private String formatVersion() {
        return version.substring(0, version.lastIndexOf('+'));
    }

    /// Writes one document.
    ///
    /// @param group statements without [#refusals] that stand [together][#sameDocument]; exactly one unless
    ///              [#groups()]
    /// @throws IllegalArgumentException if the first statement cannot be written, or a later one lacks a value; the
    ///                                  message quotes no value
    public Written write(List<Statement> group, Given given, OutputStream out) throws IOException {
        return writers.write(group, given, out);
    }

    /// Whether two statements can stand in one document: the same template writes both, it repeats, and what they
    /// share is equal.
    public boolean sameDocument(Statement a, Statement b, Given given) {
        return writers.together(a, b, given);
    }

    /// Copies rejected records out of a document, in its shape, charset and dialect, with what is wrong with them:
    /// in the columns `Fehlercode`, `Fehlerfeld` and `Hinweis` after the sender's own, or in a line before the
    /// record where lines have a fixed width. One streaming pass.
    ///
    /// @param document the same bytes that were read
    /// @param problems by the 1-based line on which the record begins; other records are left out
    /// @param hint     what to tell the sender about a problem, in his language
    /// @throws IllegalStateException unless [#takesRecordsSingly()]
    public void writeRejected(
            InputStream document,
            Map<Integer, List<Problem>> problems,
            Function<Problem, String> hint,
            OutputStream out)
            throws IOException {
        returns().copy(document, problems, hint, out);
    }

    private Engine.Returns returns() {
        Engine.Returns returns = engine.returns();
        if (returns == null) {
            throw new IllegalStateException("%s takes a document as a whole or not at all".formatted(name));
        }
        return returns;
    }

    /// `NAME@VERSION`.
    @Override
    public String toString() {
        return name + "@" + version;
    }
}
