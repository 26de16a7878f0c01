package org.florahub.transform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.transform.Content.Anything;
import org.florahub.transform.Content.Fixed;
import org.florahub.transform.Content.Slot;
import org.florahub.transform.Shape.Refusal;
import org.jspecify.annotations.Nullable;

/// One kind of CSV list: a row is a statement. Immutable and thread-safe.
final class CsvTemplate implements Template {

    /// @param name as in the header; the position as a number if there is none
    record Column(String name, Content content) {

        /// Whether a list without this column can be read.
        boolean omissible() {
            return switch (content) {
                case Anything() -> true;
                case Fixed(String _, Content.Strength strength) -> strength != Content.Strength.DEMANDED;
                case Slot slot -> slot.optional() || slot.writeOnly();
            };
        }
    }

    private final Shape shape;
    private final CsvDialect dialect;
    private final List<Column> columns;
    private final Completion completion;
    private final @Nullable Charsets table;

    CsvTemplate(Shape shape, CsvDialect dialect, List<Column> columns) {
        this.shape = shape;
        this.dialect = dialect;
        this.columns = List.copyOf(columns);
        this.completion = new Completion(shape);
        this.table = dialect.table();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    CsvDialect dialect() {
        return dialect;
    }

    List<Column> columns() {
        return columns;
    }

    /// The names of the columns; empty if lists have no header.
    List<String> header() {
        return dialect.header() == CsvDialect.Header.NONE
                ? List.of()
                : columns.stream().map(Column::name).toList();
    }

    Completion completion() {
        return completion;
    }

    @Override
    public boolean groups() {
        return true;
    }

    /// Names may have letters that a charset of one byte does not have.
    @Override
    public void check(Findings findings) {
        if (table == null || dialect.transliterate() || !shape.direction().writes()) {
            return;
        }
        for (Shape.Bound bound : shape.slots()) {
            if (bound.slot().converter().fields().getFirst().type() == FieldType.TEXT) {
                findings.add(
                        bound.at(),
                        "charset-without-translit",
                        bound.where(),
                        "text in %s without a transliteration".formatted(dialect.charset()),
                        "translit=din91379-latin1",
                        "Declare it: names may have letters that the charset does not have.");
                return;
            }
        }
    }

    @Override
    public List<Refusal> refusals(Values values, Given given) {
        var refusals = new ArrayList<Refusal>();
        for (Column column : columns) {
            if (column.content() instanceof Slot slot) {
                Refusal refusal = Shape.refusal(slot, column.name(), values, given.regime());
                if (refusal == null && table != null && slot.filled(values)) {
                    refusal = characters(slot, column.name(), values, table);
                }
                if (refusal != null) {
                    refusals.add(refusal);
                }
            }
        }
        return refusals;
    }

    /// A text whose characters the charset does not have is refused where none would be left, or where letters may
    /// not be replaced.
    private @Nullable Refusal characters(Slot slot, String column, Values values, Charsets charset) {
        Field field = slot.converter().fields().getFirst();
        String text = values.get(field);
        if (text == null || field.type() != FieldType.TEXT || Latin.carries(text, charset)) {
            return null;
        }
        boolean carried = dialect.transliterate() && !Latin.carry(text, charset).isBlank();
        return carried
                ? null
                : new Refusal(
                        "cannot-carry",
                        column,
                        "characters of %s that %s does not have".formatted(field.path(), dialect.charset()),
                        "characters of that charset",
                        "Declare translit=din91379-latin1, or write UTF-8 if the receiver can read it.");
    }

    @Override
    public void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        if (dialect.header() != CsvDialect.Header.NONE) {
            dialect.line(header(), out);
        }
        for (int i = 0; i < group.size(); i++) {
            losses.of(i);
            row(group.get(i), out, losses);
            out.flushBlock();
        }
    }

    private void row(Values values, Bytes out, Losses losses) {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.put(dialect.separator());
            }
            switch (columns.get(i).content()) {
                case Anything() -> {}
                case Fixed(String text, Content.Strength _) -> dialect.cell(text, table, out);
                case Slot slot -> {
                    if (slot.filled(values)) {
                        dialect.cell(carried(slot, slot.write(values, losses), losses), table, out);
                    }
                }
            }
        }
        out.utf8(dialect.newline());
    }

    private String carried(Slot slot, String text, Losses losses) {
        if (table == null || Latin.carries(text, table)) {
            return text;
        }
        String carried = Latin.carry(text, table);
        losses.add(slot.converter().fields().getFirst(), Loss.Kind.CHARACTERS, text, carried);
        return carried;
    }
}
