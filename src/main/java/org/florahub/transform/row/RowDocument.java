package org.florahub.transform.row;

import java.io.IOException;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Misfits;
import org.florahub.transform.convert.Values;
import org.florahub.transform.row.RowPicture.Role;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.jspecify.annotations.Nullable;

/// One kind of document made of rows: the records that stand there once, and those of events. Immutable.
final class RowDocument {

    private final String name;
    private final RowFormat format;
    private final List<String> header;
    private final List<RowPicture> pictures;
    private final List<RowTemplate> events;

    /// One kind of event record.
    ///
    /// @param rows the rows of one event, in their order
    record Event(Shape shape, List<RowPicture> rows) {}

    /// @param name     file name of the template without extension
    /// @param header   names of the columns, empty if documents have none
    /// @param pictures all rows in the order of the template
    RowDocument(String name, RowFormat format, List<String> header, List<RowPicture> pictures, List<Event> events) {
        this.name = name;
        this.format = format;
        this.header = List.copyOf(header);
        this.pictures = List.copyOf(pictures);
        this.events = events.stream()
                .map(event -> new RowTemplate(this, event.shape(), event.rows()))
                .toList();
    }

    public String name() {
        return name;
    }

    RowFormat format() {
        return format;
    }

    List<String> header() {
        return header;
    }

    List<RowPicture> pictures() {
        return pictures;
    }

    /// One template for each kind of event record, in the order of their pictures.
    public List<RowTemplate> events() {
        return events;
    }

    /// The only kind of row, where nothing has to be told apart; else `null`.
    @Nullable
    RowPicture only() {
        return pictures.size() == 1 ? pictures.getFirst() : null;
    }

    List<RowPicture> pictures(Role role) {
        return pictures.stream().filter(picture -> picture.role() == role).toList();
    }

    /// Whether documents of both can be told apart by their header rows.
    public boolean readsLike(RowDocument other) {
        return format.named()
                && other.format.named()
                && format instanceof CsvDialect one
                && other.format instanceof CsvDialect another
                && one.readsLike(another);
    }

    /// Whether a document without this column can be read.
    boolean omissible(int column) {
        return pictures.stream().allMatch(picture -> picture.column(column).omissible());
    }

    /// Writes a document.
    ///
    /// @param group values without refusals
    void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        RowWriter writer = format.writer(out);
        if (format.named()) {
            writer.row(header);
        }
        once(Role.BEFORE, group, writer, losses);
        for (int i = 0; i < group.size(); i++) {
            Values values = group.get(i);
            RowTemplate template = of(values, given);
            losses.of(i, template.shape()::where);
            for (RowPicture picture : template.rows()) {
                if (picture.role() == Role.EVENT || picture.required() || picture.filled(values)) {
                    row(picture, values, group.size(), writer, losses);
                }
            }
        }
        losses.of(0);
        once(Role.AFTER, group, writer, losses);
        writer.finish();
    }

    private void once(Role role, List<Values> group, RowWriter writer, Losses losses) throws IOException {
        for (RowPicture picture : pictures) {
            if (picture.role() == role) {
                row(picture, group.getFirst(), group.size(), writer, losses);
            }
        }
    }

    private RowTemplate of(Values values, Given given) {
        if (events.size() == 1) {
            return events.getFirst();
        }
        for (RowTemplate template : events) {
            if (template.shape().statusesWritten().contains(Misfits.require(values, Field.STATUS))
                    && template.shape().refusal(values, given.regime()) == null
                    && template.refusals(values, given).isEmpty()) {
                return template;
            }
        }
        throw new IllegalArgumentException("%s cannot write one of the statements".formatted(name));
    }

    private void row(RowPicture picture, Values values, int records, RowWriter writer, Losses losses)
            throws IOException {
        for (RowColumn column : picture.columns()) {
            writer.cell(column, text(column, values, records, losses));
        }
        writer.end();
    }

    private String text(RowColumn column, Values values, int records, Losses losses) {
        return switch (column.content()) {
            case Anything() -> column.counts() ? String.valueOf(records) : "";
            case Fixed(String text, Content.Strength _) -> text;
            case Slot slot ->
                slot.filled(values) ? format.fitted(slot, column, slot.write(values, losses), losses) : "";
        };
    }
}
