package org.florahub.delivery;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes lists of the format `statusliste-csv` about invented people.
public final class Lists {

    public static final Charset CHARSET = Charset.forName("windows-1252");

    public static final String HEADER = "Aktenzeichen;AZR-Nr;AKN;Familienname;Vorname;Geburtsdatum;Staat;Statuscode;"
            + "Aktion;Datum;Uhrzeit;Antragsdatum;Antragsart;Verfahrensart;Termin;Terminzeit;Ergebnis;Entscheidung vom;"
            + "zugestellt am;Zustellart;Rechtsbehelf;bestandskräftig am;Einstellungsgrund;gültig bis;zuständig;"
            + "Außenstelle;Sachbearbeitung";

    private Lists() {}

    /// A row about person number `i` (0 to 899,999): arrived in the facility.
    public static String arrived(int i) {
        return row(azr(i), "ANK", "");
    }

    /// A row that reports a status without details.
    public static String row(String azr, String status, String action) {
        return ";%s;;Muster;Erika;01.01.1990;163;%s;%s;16.02.2026;09:30;;;;;;;;;;;;;;;;"
                .formatted(azr, status, action.isEmpty() ? "M" : action);
    }

    /// An AZR number that cannot exist: its month is 00.
    public static String azr(int i) {
        return "9500%02d%06d".formatted(1 + i / 100_000, i % 100_000);
    }

    public static byte[] list(String... rows) {
        return (HEADER + "\r\n" + String.join("\r\n", rows) + "\r\n").getBytes(CHARSET);
    }

    /// A list of `count` rows.
    public static byte[] list(int count, IntFunction<String> row) {
        return (HEADER + "\r\n" + IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\r\n")) + "\r\n")
                .getBytes(CHARSET);
    }

    /// A list of `count` arrivals in a file.
    public static Path file(Path file, int count) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, CHARSET)) {
            out.write(HEADER + "\r\n");
            for (int i = 0; i < count; i++) {
                out.write(arrived(i) + "\r\n");
            }
        }
        return file;
    }
}
