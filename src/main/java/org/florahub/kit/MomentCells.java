package org.florahub.kit;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.florahub.transform.row.SheetSample.Cell;
import org.jspecify.annotations.Nullable;

/// Days and times of a column of Excel: as numbers they have no spelling of their own.
final class MomentCells {

    private static final String GERMAN = "dd.MM.yyyy";
    private static final int DAY_LENGTH = 10;

    private MomentCells() {}

    /// Days as the texts of the column spell them, else as Germans do; times with seconds if one of them has any.
    static List<String> shown(List<Cell> cells) {
        String spelled = DateShape.date(cells.stream()
                .filter(cell -> !cell.moment())
                .map(Cell::text)
                .filter(text -> !text.isEmpty() && Character.isDigit(text.charAt(0)))
                .toList());
        boolean seconds =
                cells.stream().anyMatch(cell -> cell.moment() && cell.text().matches(".*\\d\\d:\\d\\d:\\d\\d"));
        return cells.stream()
                .map(cell -> cell.moment() ? shown(cell.text(), spelled, seconds) : cell.text())
                .toList();
    }

    private static String shown(String iso, @Nullable String spelled, boolean seconds) {
        if (iso.length() == DAY_LENGTH) {
            return LocalDate.parse(iso).format(DateTimeFormatter.ofPattern(spelled == null ? GERMAN : spelled));
        }
        return seconds && iso.matches("(.*T)?\\d\\d:\\d\\d") ? iso + ":00" : iso;
    }
}
