package org.florahub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The messages of the comparison. Message number _n_ is always the same bytes, and its file number is found again
/// in whatever is delivered.
///
/// Every message is about a case and a person of its own: the harder case for a hub that keeps pseudonyms.
public final class Traffic {

    private static final String CSV_HEADER = "Aktenzeichen;AZR-Nr;Familienname;Vorname;Statuscode;Datum;Uhrzeit";

    private static final String DECISION = resource("decision.xml");
    private static final Pattern FILE_NUMBER = Pattern.compile("\\b9\\d{6}-15\\b");
    private static final Charset CSV_CHARSET = Charset.forName("windows-1252");

    private Traffic() {}

    /// @param number 0 to 999,999
    static String fileNumber(long number) {
        return (9_000_000 + number) + "-15";
    }

    /// The XML message of that number, about 3.3 KB.
    public static byte[] decision(long number) {
        return DECISION.replace("@UUID@", new UUID(0x4f1a_0000_0000_4000L, 0x8000_0000_0000_0000L | number).toString())
                .replace("@FILE@", fileNumber(number))
                .replace("@AZR@", azrNumber(number))
                .replace("@NUMBER@", "%07d".formatted(number))
                .getBytes(UTF_8);
    }

    /// Drops messages into a folder as a careful sender does: under another name first, then renamed.
    static void dropDecisions(Path folder, long first, int count) {
        for (long number = first; number < first + count; number++) {
            drop(folder, "decision-%07d.xml".formatted(number), decision(number));
        }
    }

    private static void drop(Path folder, String name, byte[] bytes) {
        try {
            Path hidden = Files.write(folder.resolve("." + name), bytes);
            Files.move(hidden, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a CSV file, windows-1252, of that many rows; each row is about a case of its own.
    public static void writeRows(Path file, long first, int rows) {
        try (Writer out = Files.newBufferedWriter(file, CSV_CHARSET)) {
            out.write(CSV_HEADER + "\r\n");
            for (long number = first; number < first + rows; number++) {
                out.write("%s;%s;Müsterfrau;Zoë;10;19.11.2026;14:05\r\n"
                        .formatted(fileNumber(number), azrNumber(number)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file numbers in a delivered document, in their order.
    static Matcher fileNumbersIn(String document) {
        return FILE_NUMBER.matcher(document);
    }

    /// The folder of a transform that is measured.
    public static Path transform(String name) {
        return hub().resolve("transforms").resolve(name);
    }

    /// The folder with the adapters and transforms that are measured.
    static Path hub() {
        try {
            return Path.of(
                    Objects.requireNonNull(Traffic.class.getResource("/hub")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The project's folder.
    static Path home() {
        return Path.of(System.getProperty("flora.home", ".")).toAbsolutePath();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Traffic.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Month 00: fits the pattern and cannot exist.
    private static String azrNumber(long number) {
        return "7800%02d%06d".formatted(10 + number / 1_000_000, number % 1_000_000);
    }
}
