package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import org.florahub.event.FieldType;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.ProblemLog;
import org.jspecify.annotations.Nullable;

/// The lines of a document of fixed width.
///
/// A line is one cell until its kind is known; then it is cut as the picture says, and fillers are taken off.
final class FixedRows implements RowSource {

    private final FixedLayout layout;
    private final TextLines lines;
    private final RowCells cells = new RowCells();
    private @Nullable RowPicture picture;

    FixedRows(FixedLayout layout, InputStream in) {
        this.layout = layout;
        this.lines = new TextLines(in, layout.charset());
    }

    @Override
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        picture = null;
        cells.begin(lines.chars());
        cells.add(lines.from(), lines.to());
        return true;
    }

    @Override
    public int line() {
        return lines.line();
    }

    @Override
    public boolean blank() {
        return lines.to() == lines.from() || starts(0, FixedLayout.REMARK);
    }

    @Override
    public RowCells cells() {
        return cells;
    }

    @Override
    public boolean holds(int cell, RowColumn column, String constant) {
        return column.box() == null || starts(column.box().start(), constant);
    }

    private boolean starts(int at, String text) {
        int start = lines.from() + at;
        if (start + text.length() > lines.to()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (lines.chars()[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void cut(RowPicture kind) {
        if (lines.flaw() != null || width() != layout.width()) {
            return;
        }
        picture = kind;
        char[] chars = lines.chars();
        cells.begin(chars);
        int at = lines.from();
        for (RowColumn column : kind.columns()) {
            FixedBox box = column.box();
            int end = box == null ? at : Character.offsetByCodePoints(chars, at, lines.to() - at, at, box.width());
            stripped(column, at, end);
            at = end;
        }
    }

    private void stripped(RowColumn column, int start, int end) {
        char[] chars = lines.chars();
        int from = start;
        int to = end;
        while (to > from && chars[to - 1] == ' ') {
            to--;
        }
        while (from < to && chars[from] == ' ') {
            from++;
        }
        FixedBox box = column.box();
        if (box != null && box.right() && box.pad() != ' ') {
            while (from < to - 1 && chars[from] == box.pad()) {
                from++;
            }
        }
        if (column.constant() != null) {
            cells.add(start, end);
        } else {
            cells.add(noDate(column, from, to) ? to : from, to);
        }
    }

    /// Zeros where a date may stand mean none.
    private boolean noDate(RowColumn column, int from, int to) {
        boolean mayBeNone = column.content() instanceof Slot slot
                && slot.optional()
                && slot.converter().fields().getFirst().type() == FieldType.DATE;
        for (int i = from; mayBeNone && i < to; i++) {
            mayBeNone = lines.chars()[i] == '0';
        }
        return mayBeNone;
    }

    private int width() {
        return Character.codePointCount(lines.chars(), lines.from(), lines.to() - lines.from());
    }

    @Override
    public @Nullable RowFlaw flaw() {
        Mismatch flaw = lines.flaw();
        if (flaw == null && width() != layout.width()) {
            flaw = new Mismatch(
                    "X001",
                    "a line of %d characters".formatted(width()),
                    "%d characters".formatted(layout.width()),
                    "Fill the line with blanks up to its width.");
        }
        return flaw == null ? null : new RowFlaw(-1, flaw);
    }

    @Override
    public int column(int cell) {
        FixedBox box = picture == null ? null : picture.column(cell).box();
        return box == null ? 0 : box.start() + 1;
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
