package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.ProblemLog;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV document.
///
/// A row is one line. Where the dialect allows line breaks inside quotes, a row may have as many lines as it says,
/// but only if together they make a whole row: one missing quote cannot swallow the rows after it.
final class CsvRows implements RowSource {

    private static final Mismatch QUOTES = new Mismatch(
            "X000",
            "a quote in the wrong place, or one that is not closed",
            "quotes around the whole cell",
            "Close the quote before the row ends; double quotes that are meant.");

    private final CsvDialect dialect;
    private final TextLines lines;
    private final CsvCut cut;
    private final RowCells cells = new RowCells();
    private int expected;

    CsvRows(CsvDialect dialect, InputStream in) {
        this.dialect = dialect;
        this.lines = new TextLines(in, dialect.charset());
        this.cut = new CsvCut(dialect.separator(), dialect.quote());
    }

    /// Reads over what stands above the list.
    void skip() throws IOException {
        int above = dialect.skip();
        while (above > 0 && lines.next()) {
            above--;
        }
    }

    @Override
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        if (dialect.lines() > 1 && expected > 0) {
            join();
        }
        cut.cut(lines.chars(), lines.from(), lines.to(), cells);
        return true;
    }

    private void join() throws IOException {
        int shape = cut.shape(lines.chars(), lines.from(), lines.to());
        int taken = 1;
        while (shape == CsvCut.OPEN && taken < dialect.lines() && lines.extend()) {
            taken++;
            shape = cut.shape(lines.chars(), lines.from(), lines.to());
        }
        if (taken > 1 && shape != expected) {
            lines.retract();
        }
    }

    @Override
    public int line() {
        return lines.line();
    }

    @Override
    public boolean blank() {
        return lines.to() == lines.from();
    }

    @Override
    public RowCells cells() {
        return cells;
    }

    @Override
    public void expect(int count) {
        expected = count;
    }

    @Override
    public @Nullable RowFlaw flaw() {
        Mismatch flaw = lines.flaw();
        if (flaw != null) {
            return new RowFlaw(-1, flaw);
        }
        return cut.broken() == 0 ? null : new RowFlaw(cut.broken() - 1, QUOTES);
    }

    @Override
    public int column(int cell) {
        return cell + 1;
    }

    @Override
    public boolean terminated() {
        return lines.terminated();
    }

    @Override
    public boolean readable() {
        return !lines.otherCharset();
    }

    @Override
    public void conclude(ProblemLog document) {
        lines.conclude(document);
    }
}
