package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Unmapped;
import org.florahub.transform.template.WatchedInput;
import org.jspecify.annotations.Nullable;

/// The rows of a sheet, streamed; only the workbook's shared texts are in memory.
final class SheetRows implements RowSource {

    static final int ROWS_MAX = 200_000;
    static final int COLUMNS_MAX = 1_000;

    private static final int CELLS_MAX = 4_000_000;
    private static final int ROW_CHARACTERS_MAX = 256 * 1024;

    private static final Mismatch FORMULA =
            new Mismatch("X001", "a formula", "a value", "Copy the column and paste its values over the formulas.");
    private static final Mismatch ERROR =
            new Mismatch("X001", "an error value of Excel", "a value", "Correct the cell.");
    private static final Mismatch DIGITS = new Mismatch(
            "X001",
            "a number of more than 15 digits, of which Excel has changed the last ones",
            "a text",
            "Format the column as text and enter the value again.");
    private static final Mismatch NO_DAY =
            new Mismatch("X001", "a number that is no date", "a date from March 1900 on", "Enter the date as a text.");
    private static final Mismatch OTHER_MOMENT = new Mismatch(
            "X001",
            "a day or a time that the column does not have",
            "a day without a time, or a time without a day",
            "Put day and time into columns of their own.");
    private static final Mismatch OUTSIDE =
            new Mismatch("X001", "a cell outside the columns", "nothing", "Remove what stands beside the list.");
    private static final Mismatch HIDDEN = new Mismatch(
            "X001",
            "a hidden row",
            "visible rows only",
            "Show all rows and remove the filter, then delete those that are not meant to be sent.");
    private static final Mismatch TOO_LONG =
            new Mismatch("X000", "a row of more than 262,144 characters", "a shorter one", "Shorten it.");

    private final @Nullable SheetBook book;
    private final @Nullable SheetXml xml;
    /// How many rows stand above the list.
    private final int above;
    private final RowCells cells = new RowCells();
    private final StringBuilder text = new StringBuilder();
    private final List<String> texts = new ArrayList<>();
    private final List<@Nullable Mismatch> flaws = new ArrayList<>();
    /// The numbers of cells that show a day or a time.
    private final List<@Nullable BigDecimal> moments = new ArrayList<>();
    private @Nullable SheetFault fault;
    private int row;
    private int expected;
    private int cellCount;
    private boolean special;
    private boolean hidden;
    private boolean done;

    private SheetRows(@Nullable SheetBook book, @Nullable SheetXml xml, @Nullable SheetFault fault, int above) {
        this.above = above;
        this.book = book;
        this.xml = xml;
        this.fault = fault;
    }

    static SheetRows open(SheetLayout layout, InputStream in) throws IOException {
        var watched = new WatchedInput(in);
        try {
            SheetBook book = SheetBook.read(watched, layout.sheet());
            return new SheetRows(book, new SheetXml(book.openSheet()), null, layout.skip());
        } catch (SheetFault fault) {
            return new SheetRows(null, null, fault, 0);
        } catch (IOException _) {
            watched.rethrowFailure();
            return new SheetRows(null, null, SheetFault.broken(""), 0);
        }
    }

    @Override
    public boolean next() {
        if (book == null || xml == null || fault != null || done) {
            return false;
        }
        try {
            return next(book, xml);
        } catch (SheetFault found) {
            fault = found;
        } catch (IOException _) {
            fault = SheetFault.broken("");
        }
        return false;
    }

    private boolean next(SheetBook workbook, SheetXml sheet) throws IOException {
        while (sheet.next()) {
            if (sheet.starts("row")) {
                row(workbook, sheet);
                if (row > above) {
                    return true;
                }
            } else if (sheet.starts("mergeCell") && SheetCell.lastRow(sheet.attribute("ref", "")) > above) {
                throw new SheetFault(
                        Unmapped.clean(sheet.attribute("ref", "")),
                        "merged cells",
                        "a value in each cell",
                        "Undo the merging and fill every row.");
            }
        }
        done = true;
        sheet.close();
        return false;
    }

    private void row(SheetBook workbook, SheetXml sheet) throws IOException {
        String number = sheet.attribute("r", "");
        int before = row;
        row = number.matches("[0-9]{1,7}") ? Integer.parseInt(number) : row + 1;
        if (row <= before) {
            throw SheetFault.broken("");
        }
        hidden = SheetCell.TRUE.contains(sheet.attribute("hidden", "0"));
        if (row > ROWS_MAX) {
            throw SheetFault.tooBig("more than 200,000 rows", "at most 200,000 rows");
        }
        texts.clear();
        flaws.clear();
        moments.clear();
        special = false;
        while (sheet.next() && !sheet.ends("row")) {
            if (sheet.starts("c")) {
                cell(workbook, sheet);
            }
        }
        collect();
    }

    private void cell(SheetBook workbook, SheetXml sheet) throws IOException {
        int column = SheetCell.column(sheet.attribute("r", ""));
        int at = column < 0 ? texts.size() : column;
        if (at < texts.size() || at >= COLUMNS_MAX || ++cellCount > CELLS_MAX) {
            throw SheetFault.tooBig("more cells than a list has", "at most 1,000 columns and 4 million cells");
        }
        while (texts.size() < at) {
            add("", null, null);
        }
        String type = sheet.attribute("t", "n");
        boolean date = type.equals("n") && workbook.isDateStyle(sheet.attribute("s"));
        boolean formula = false;
        text.setLength(0);
        while (sheet.next() && !sheet.ends("c")) {
            if (sheet.starts("f")) {
                formula = true;
                sheet.skip();
            } else if (sheet.starts("rPh")) {
                sheet.skip();
            } else if ((sheet.starts("v") || sheet.starts("t")) && !sheet.text(text, SheetBook.TEXT_MAX)) {
                throw SheetFault.tooBig("a text of more than 32,767 characters", "a shorter one");
            }
        }
        if (formula) {
            add("", FORMULA, null);
        } else {
            value(workbook, type, date, text.toString());
        }
    }

    private void value(SheetBook workbook, String type, boolean date, String raw) throws SheetFault {
        switch (type) {
            case "s" -> {
                String shared = workbook.string(raw);
                if (shared == null) {
                    throw SheetFault.broken(SheetCell.name(texts.size(), row));
                }
                add(shared, null, null);
            }
            case "inlineStr", "str" -> add(SheetCell.unescaped(raw), null, null);
            case "e" -> add("", ERROR, null);
            case "n" -> number(raw, date);
            default -> add(raw, null, null);
        }
    }

    private void number(String raw, boolean date) {
        String digits = raw.strip();
        if (digits.isEmpty()) {
            add("", null, null);
            return;
        }
        BigDecimal number = SheetCell.number(digits);
        if (number == null) {
            add("", DIGITS, null);
        } else if (date) {
            add("", null, number);
        } else {
            add(number.toPlainString(), null, null);
        }
    }

    private void add(String value, @Nullable Mismatch flaw, @Nullable BigDecimal moment) {
        texts.add(value);
        flaws.add(flaw);
        moments.add(moment);
        special |= flaw != null || moment != null;
    }

    /// Puts the texts where cells are expected; as many as the header has, once that is known.
    private void collect() {
        text.setLength(0);
        int count = Math.max(expected, texts.size());
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            if (i < texts.size() && text.length() <= ROW_CHARACTERS_MAX) {
                text.append(texts.get(i), 0, Math.min(texts.get(i).length(), ROW_CHARACTERS_MAX));
            }
            ends[i] = text.length();
        }
        while (count > expected && empty(count - 1)) {
            count--;
        }
        char[] chars = new char[text.length()];
        text.getChars(0, chars.length, chars, 0);
        cells.begin(chars);
        for (int i = 0; i < count; i++) {
            cells.add(i == 0 ? 0 : ends[i - 1], ends[i]);
        }
    }

    private boolean empty(int cell) {
        return cell >= texts.size()
                || (texts.get(cell).isEmpty() && flaws.get(cell) == null && moments.get(cell) == null);
    }

    @Override
    public int line() {
        return row;
    }

    @Override
    public boolean blank() {
        for (int i = 0; i < texts.size(); i++) {
            if (!empty(i)) {
                return false;
            }
        }
        return true;
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
        if (text.length() > ROW_CHARACTERS_MAX) {
            return new RowFlaw(-1, TOO_LONG);
        }
        if (hidden) {
            return new RowFlaw(-1, HIDDEN);
        }
        return expected > 0 && cells.count() > expected ? new RowFlaw(cells.count() - 1, OUTSIDE) : null;
    }

    @Override
    public boolean special() {
        return special;
    }

    @Override
    public @Nullable Mismatch adapt(int cell, @Nullable RowColumn column) {
        Mismatch flaw = cell < flaws.size() ? flaws.get(cell) : null;
        BigDecimal moment = cell < moments.size() ? moments.get(cell) : null;
        if (flaw != null || moment == null || book == null) {
            return flaw;
        }
        SheetMoment found = SheetMoment.of(moment, book.from1904());
        if (found == null) {
            return NO_DAY;
        }
        String shown = found.shown(column);
        if (shown == null) {
            return OTHER_MOMENT;
        }
        cells.replace(cell, shown);
        return null;
    }

    @Override
    public int column(int cell) {
        return cell + 1;
    }

    /// `B7 Datum`.
    @Override
    public String name(int cell, String column) {
        return SheetCell.name(cell, row) + " " + column;
    }

    @Override
    public boolean terminated() {
        return true;
    }

    @Override
    public boolean readable() {
        return fault == null;
    }

    @Override
    public boolean cutOff() {
        return fault != null && fault.isCutOff();
    }

    @Override
    public void conclude(ProblemLog document) {
        if (fault != null) {
            fault.tell(document);
        }
    }
}
