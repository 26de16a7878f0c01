package org.florahub.transform.row;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Shape.Refusal;
import org.jspecify.annotations.Nullable;

/// How lists in Excel workbooks (.xlsx) are put down.
///
/// @param sheet       name of the sheet; empty for the only one when read, `Tabelle1` when written
/// @param dateNumbers whether dates are written as Excel's numbers; otherwise as texts. Both are read
/// @param skip        how many rows stand above the list, such as a title: read over, not written
record SheetLayout(String sheet, Header header, boolean dateNumbers, int skip) implements RowFormat {

    @Override
    public String mediaType() {
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }

    @Override
    public String extension() {
        return "xlsx";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public RowSource open(InputStream in) throws java.io.IOException {
        return SheetRows.open(this, in);
    }

    @Override
    public RowWriter writer(Bytes out) {
        return new SheetWriter(this, out);
    }

    @Override
    public boolean transliterate() {
        return false;
    }

    @Override
    public @Nullable Refusal refusal(Slot slot, RowColumn column, Values values, Losses scrap) {
        return null;
    }

    @Override
    public String fitted(Slot slot, RowColumn column, String text, Losses losses) {
        return text;
    }
}
