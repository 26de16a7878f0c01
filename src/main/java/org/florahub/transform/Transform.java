package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;

/// One message format, both ways: the compiled form of one folder below `transforms/`. Immutable and thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class Transform {

    private Transform() {}

    /// Compiles a folder.
    ///
    /// @throws BrokenTransformException with every mistake of the folder at once
    public static Transform load(Path folder) throws BrokenTransformException {
        throw new UnsupportedOperationException(folder.toString());
    }

    /// Name of the folder.
    public String name() {
        throw new UnsupportedOperationException();
    }

    /// Version of `transform.yaml`, `+`, and eight hexadecimal digits of the content of the folder.
    public String version() {
        throw new UnsupportedOperationException();
    }

    /// `application/xml`, `text/csv` or `application/cloudevents+json`.
    public String mediaType() {
        throw new UnsupportedOperationException();
    }

    /// `xml`, `csv` or `json`.
    public String extension() {
        throw new UnsupportedOperationException();
    }

    public boolean readable() {
        throw new UnsupportedOperationException();
    }

    public boolean writable() {
        throw new UnsupportedOperationException();
    }

    /// Whether one written document may carry several statements.
    public boolean groups() {
        throw new UnsupportedOperationException();
    }

    /// Whether codes or templates differ between the legal regimes: then all statements of one written document
    /// must be of cases of one regime, the one in [Given#regime()].
    public boolean regimeDependent() {
        throw new UnsupportedOperationException();
    }

    /// Keys of the statuses that it can read.
    public Set<String> reads() {
        throw new UnsupportedOperationException();
    }

    /// Keys of the statuses that it can write.
    public Set<String> writes() {
        throw new UnsupportedOperationException();
    }

    /// Fields that a statement may have and a written document never carries.
    public Set<Field> losses() {
        throw new UnsupportedOperationException();
    }

    /// Fields that the adapter must supply when reading.
    public Set<Field> givenFields() {
        throw new UnsupportedOperationException();
    }

    /// Whether good records of a document count when others are bad (CSV). If not, it is all or nothing (XML, JSON).
    public boolean takesRecordsSingly() {
        throw new UnsupportedOperationException();
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
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        throw new UnsupportedOperationException(fileName + given + sink + validate + in);
    }

    /// Why this statement cannot be written; empty if it can.
    public List<Problem> refusals(Statement statement, Given given) {
        throw new UnsupportedOperationException(given + "" + statement);
    }

    /// Writes one document.
    ///
    /// @param group statements without [#refusals] that stand [together][#sameDocument]; exactly one unless
    ///              [#groups()]
    /// @throws IllegalArgumentException if a statement cannot be written; the message quotes no value
    public Written write(List<Statement> group, Given given, OutputStream out) throws IOException {
        throw new UnsupportedOperationException(given + "" + group + out);
    }

    /// Whether two statements can stand in one document: the transform groups, the same template writes both, and
    /// what they share is equal.
    public boolean sameDocument(Statement a, Statement b, Given given) {
        throw new UnsupportedOperationException(given + "" + a + b);
    }

    /// Writes rejected records back in the shape of the document, with the columns `Fehlercode`, `Fehlerfeld` and
    /// `Hinweis` (German) after the sender's own; charset and dialect are the format's.
    ///
    /// @throws IllegalStateException unless [#takesRecordsSingly()]
    public void writeRejected(List<RejectedRecord> rows, OutputStream out) throws IOException {
        throw new UnsupportedOperationException(rows + "" + out);
    }

    /// Copies rows out of a document and writes them as [#writeRejected(List, OutputStream)] does: for rows that could
    /// be
    /// read and were refused afterwards, and for answering a message once more. One streaming pass.
    ///
    /// @param document the same bytes that were read
    /// @param problems by the 1-based line on which the row begins; other rows are left out
    /// @throws IllegalStateException unless [#takesRecordsSingly()]
    public void writeRejected(InputStream document, Map<Integer, List<Problem>> problems, OutputStream out)
            throws IOException {
        throw new UnsupportedOperationException(problems + "" + document + out);
    }
}
