package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.florahub.event.Problem;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// Formats made of rows: good records are taken when others are bad. Immutable and thread-safe.
public final class RowEngine implements Engine, Engine.Returns {

    /// Columns that rejected rows get besides the sender's own.
    static final List<String> REASONS = List.of("Fehlercode", "Fehlerfeld", "Hinweis");

    private final List<RowDocument> documents;

    /// The templates of a folder, or `null` after noting why there are none.
    ///
    /// @param format `csv`, `fixed` or `xlsx`
    public static @Nullable RowEngine compile(String format, Sources sources, SlotParser slots) {
        String extension = format.equals("xlsx") ? "sheet" : format;
        var documents = new ArrayList<RowDocument>();
        for (String file : sources.with(extension).keySet()) {
            String name = file.substring(0, file.length() - extension.length() - 1);
            var parser = new RowTemplateParser(format, name, sources.place(file), slots, sources.findings());
            RowDocument document = parser.parse(sources.text(file));
            if (document == null) {
                return null;
            }
            documents.add(document);
        }
        if (documents.isEmpty()) {
            sources.missing("template", "a file NAME." + extension);
            return null;
        }
        documents.stream()
                .skip(1)
                .filter(document -> !documents.getFirst().readsLike(document))
                .forEach(document -> dialectsDiffer(documents.getFirst(), document, sources.findings()));
        return new RowEngine(documents);
    }

    private static void dialectsDiffer(RowDocument first, RowDocument other, Findings findings) {
        findings.add(
                other.events().getFirst().shape().place(),
                "dialects-differ",
                null,
                "another charset, separator, quote, skip or number of lines than in " + first.name(),
                "the same, and header=names or header=exact in both",
                "Make a transform of its own.");
    }

    /// @param documents one, or several that are told apart by their header rows
    private RowEngine(List<RowDocument> documents) {
        this.documents = List.copyOf(documents);
    }

    private RowFormat format() {
        return documents.getFirst().format();
    }

    @Override
    public String mediaType() {
        return format().mediaType();
    }

    @Override
    public String extension() {
        return format().extension();
    }

    @Override
    public Charset charset() {
        return format().charset();
    }

    @Override
    public Engine.Returns returns() {
        return this;
    }

    @Override
    public List<RowTemplate> templates() {
        return documents.stream()
                .flatMap(document -> document.events().stream())
                .toList();
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return RowReading.read(documents, in, fileName, given, sink);
    }

    /// Whether these are the columns in which reasons are returned: a list that was sent back may come in again.
    static boolean isReason(String column) {
        return REASONS.contains(column);
    }

    @Override
    public void copy(
            InputStream document,
            Map<Integer, List<Problem>> problems,
            Function<Problem, String> hint,
            OutputStream out)
            throws IOException {
        RowReturn.copy(documents, document, problems, hint, new Bytes(out));
    }
}
