package org.florahub.transform.row;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.transform.convert.Charsets;
import org.florahub.transform.convert.Latin;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Shape.Refusal;
import org.jspecify.annotations.Nullable;

/// How lines of fixed width are put together.
///
/// @param width   of each line in characters (code points), without its line break
/// @param newline what ends a line when written; both are read
record FixedLayout(Charset charset, int width, String newline, boolean transliterate) implements RowFormat {

    /// Begins a line in which the hub says why the record after it came back. Skipped when read.
    static final String REMARK = "##";

    /// Texts that identify something: cut short they would identify something else.
    private static final Set<Field> NEVER_CUT = Set.of(Field.MESSAGE_ID, Field.REFERS_MESSAGE);

    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public String extension() {
        return "txt";
    }

    @Override
    public Header header() {
        return Header.NONE;
    }

    @Override
    public RowSource open(InputStream in) {
        return new FixedRows(this, in);
    }

    @Override
    public RowWriter writer(Bytes out) {
        return new Writer(this, out);
    }

    @Override
    public @Nullable Refusal refusal(Slot slot, RowColumn column, Values values, Losses scrap) {
        Refusal refusal = Carriage.refusal(slot, column.name(), values, this);
        FixedBox box = column.box();
        if (refusal != null || box == null) {
            return refusal;
        }
        String text = slot.write(values, scrap);
        if (text.isBlank()) {
            return refusal(slot, column, "is blank", "a text with a letter in it");
        }
        if (box.right() && box.pad() != ' ' && text.length() < box.width() && text.charAt(0) == box.pad()) {
            return refusal(slot, column, "begins with the filler", "a value without leading fillers");
        }
        return length(carry(text)) <= box.width() || cuttable(slot)
                ? null
                : refusal(slot, column, "is too long", "at most %d characters".formatted(box.width()));
    }

    private static Refusal refusal(Slot slot, RowColumn column, String found, String expected) {
        return new Refusal(
                "cannot-carry", column.name(), slot.path() + " " + found, expected, "Make the column fit its values.");
    }

    private static boolean cuttable(Slot slot) {
        Field field = slot.converter().fields().getFirst();
        return field.type() == FieldType.TEXT
                && !NEVER_CUT.contains(field)
                && slot.prefix().isEmpty()
                && slot.suffix().isEmpty();
    }

    private String carry(String text) {
        Charsets table = Charsets.of(charset);
        return table == null ? text : Latin.carry(text, table);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String fitted(Slot slot, RowColumn column, String text, Losses losses) {
        String carried = Carriage.carried(slot, text, charset, losses);
        FixedBox box = column.box();
        String fitted = box != null && length(carried) > box.width()
                ? carried.substring(0, carried.offsetByCodePoints(0, box.width()))
                : carried;
        fitted = fitted.strip();
        if (!fitted.equals(carried)) {
            losses.add(slot.converter().fields().getFirst(), Loss.Kind.SHORTENED, carried, fitted);
        }
        return fitted;
    }

    /// Writes lines of this layout.
    private static final class Writer implements RowWriter {

        private final FixedLayout layout;
        private final @Nullable Charsets table;
        private final Bytes out;

        Writer(FixedLayout layout, Bytes out) {
            this.layout = layout;
            this.table = Charsets.of(layout.charset());
            this.out = out;
        }

        @Override
        public void cell(RowColumn column, String text) {
            FixedBox box = column.box();
            int fillers = box == null ? 0 : box.width() - length(text);
            if (box != null && box.right() && !text.isEmpty()) {
                fill(box.pad(), fillers);
                fillers = 0;
            }
            Carriage.encode(text, table, out);
            fill(' ', fillers);
        }

        private void fill(char filler, int times) {
            for (int i = 0; i < times; i++) {
                out.codePoint(filler);
            }
        }

        @Override
        public void end() throws java.io.IOException {
            out.utf8(layout.newline());
            out.flushBlock();
        }

        @Override
        public void row(List<String> cells) throws java.io.IOException {
            for (String cell : cells) {
                Carriage.encode(layout.carry(cell), table, out);
            }
            end();
        }

        /// The reasons stand in a line of their own before the record, whose width stays as it was.
        @Override
        public void rejected(List<String> cells, List<String> reasons) throws java.io.IOException {
            row(List.of(REMARK + " " + String.join(" ", reasons)));
            row(cells);
        }

        @Override
        public void finish() {}
    }
}
