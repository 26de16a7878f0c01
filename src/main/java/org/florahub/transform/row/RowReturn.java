package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.florahub.event.Problem;
import org.florahub.transform.row.RowPicture.Role;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;

/// Copies rejected records of a document, with the reasons, in the shape in which they came. Used once.
final class RowReturn {

    private final RowDocument document;
    private final RowSource source;
    private final RowWriter writer;
    private final Map<Integer, List<Problem>> problems;
    private final Function<Problem, String> hint;
    private RowHeader header = RowHeader.none();
    private boolean copying;
    private int records;

    RowReturn(
            RowDocument document,
            RowSource source,
            RowWriter writer,
            Map<Integer, List<Problem>> problems,
            Function<Problem, String> hint) {
        this.document = document;
        this.source = source;
        this.writer = writer;
        this.problems = problems;
        this.hint = hint;
    }

    /// Copies the records out of a document that is read again.
    static void copy(
            List<RowDocument> documents,
            InputStream in,
            Map<Integer, List<Problem>> problems,
            Function<Problem, String> hint,
            Bytes out)
            throws IOException {
        RowDocument document = documents.getFirst();
        RowSource source = document.format().open(in);
        new RowReturn(document, source, document.format().writer(out), problems, hint).copy(documents);
        out.flush();
    }

    private void copy(List<RowDocument> documents) throws IOException {
        if (document.format().named() && source.next()) {
            header(documents);
        }
        while (source.next()) {
            if (!source.blank()) {
                row();
            }
        }
        writer.finish();
    }

    private void header(List<RowDocument> documents) throws IOException {
        List<String> names = source.cells().texts().stream().map(String::strip).toList();
        RowDocument chosen = RowHeader.chosen(documents, names);
        header = RowHeader.of(chosen, names, source.line(), new ProblemLog(""), new Unmapped());
        source.expect(names.size());
        var columns = own(names);
        columns.addAll(RowEngine.REASONS);
        writer.row(columns);
    }

    private void row() throws IOException {
        for (int i = 0; source.special() && i < source.cells().count(); i++) {
            int column = header.inTemplate(i);
            source.adapt(i, column < 0 ? null : document.pictures().getFirst().column(column));
        }
        List<Problem> reasons = problems.get(source.line());
        @Nullable RowPicture picture = document.format().named() ? null : RowKinds.of(document, source, header);
        if (picture != null && (picture.role() == Role.BEFORE || picture.role() == Role.AFTER) && reasons == null) {
            once(picture);
            return;
        }
        boolean follows = picture != null && picture.role() == Role.WITH;
        if (reasons != null) {
            records++;
            writer.rejected(own(source.cells().texts()), reasons(reasons));
        } else if (copying && follows) {
            writer.row(source.cells().texts());
        }
        copying = reasons != null || (copying && follows);
    }

    /// What stands once comes back too, with the number of the records that do.
    private void once(RowPicture picture) throws IOException {
        source.cut(picture);
        List<String> cells = source.cells().texts();
        if (cells.size() != picture.columns().size()) {
            writer.row(cells);
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            RowColumn column = picture.column(i);
            writer.cell(column, column.counts() ? String.valueOf(records) : cells.get(i));
        }
        writer.end();
    }

    /// Reasons of an earlier return are left out.
    private List<String> own(List<String> cells) {
        if (header.names().isEmpty() || cells.size() != header.names().size()) {
            return new ArrayList<>(cells);
        }
        return header.own().stream().map(cells::get).collect(Collectors.toCollection(ArrayList::new));
    }

    private List<String> reasons(List<Problem> reasons) {
        return List.of(
                joined(reasons, Problem::code),
                joined(reasons, problem -> problem.field() == null ? "" : problem.field()),
                joined(reasons, hint));
    }

    private static String joined(List<Problem> problems, Function<Problem, String> text) {
        return problems.stream().map(text).distinct().collect(Collectors.joining(" / "));
    }
}
