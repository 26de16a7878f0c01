package org.florahub.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// Workbooks as a program for spreadsheets writes them.
final class Workbooks {

    private Workbooks() {}

    static byte[] of(Consumer<Workbook> content) {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "Liste", "1.0")) {
            content.accept(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// The list of an evening, with days that Excel holds as numbers, beside a sheet that explains it.
    static byte[] list() {
        return of(book -> {
            rows(
                    book.newWorksheet("Hinweise"),
                    List.of(List.of("Bitte täglich senden"), List.of("Stand 2026"), List.of("-"), List.of("-")));
            rows(
                    book.newWorksheet("Liste 2026"),
                    List.of(
                            List.of("AZR-Nr", "Nachname", "Geb.-Datum", "Ereignis", "Ereignisdatum", "Zimmer"),
                            List.of("970012000011", "Muster", day(1991, 4, 17), "ANK", day(2026, 11, 2), "A12"),
                            List.of("970012000029", "Beispiel", day(1988, 12, 1), "ANK", day(2026, 11, 2), 13),
                            List.of("970012000037", "Probe", "23.07.2001", "BEL", day(2026, 11, 3), "")));
        });
    }

    /// A list below a title over all columns, the day on which it was made, and an empty row.
    static byte[] titled() {
        return of(book -> {
            Worksheet sheet = book.newWorksheet("Liste");
            rows(
                    sheet,
                    List.of(
                            List.of("Zugänge der Woche"),
                            List.of("Stand"),
                            List.of(),
                            List.of("AZR-Nr", "Nachname", "Ereignis", "Ereignisdatum"),
                            List.of("970012000011", "Muster", "ANK", day(2026, 11, 2)),
                            List.of("970012000029", "Beispiel", "BEL", day(2026, 11, 3))));
            sheet.range(0, 0, 0, 3).merge();
            sheet.formula(1, 1, "TODAY()");
        });
    }

    static LocalDate day(int year, int month, int day) {
        return LocalDate.of(year, month, day);
    }

    static void rows(Worksheet sheet, List<List<Object>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                cell(sheet, row, column, rows.get(row).get(column));
            }
        }
    }

    private static void cell(Worksheet sheet, int row, int column, Object value) {
        switch (value) {
            case LocalDate day -> {
                sheet.value(row, column, day);
                sheet.style(row, column).format("dd.mm.yyyy").set();
            }
            case Number number -> sheet.value(row, column, number);
            default -> sheet.value(row, column, value.toString());
        }
    }
}
