package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.florahub.event.Problem;

/// Formats made of rows: good records are taken when others are bad. Immutable and thread-safe.
final class RowEngine implements Engine, Engine.Returns {

    /// Columns that rejected rows get besides the sender's own.
    static final List<String> REASONS = List.of("Fehlercode", "Fehlerfeld", "Hinweis");

    private final List<RowDocument> documents;

    /// @param documents one, or several that are told apart by their header rows
    RowEngine(List<RowDocument> documents) {
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
