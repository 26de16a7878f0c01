package org.florahub.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.delivery.Lists;

/// Long lists of one sender: each row says that another invented person arrived.
enum LongList {

    /// About 1 KB a row, or `-Dresume.csv.row.kb`: the columns of the format, most of them empty, and remarks that
    /// nothing
    /// maps.
    CSV("csv", "statusliste-csv", Lists.CHARSET) {
        @Override
        String head() {
            return Lists.HEADER + ";Vermerk Aufnahme;Vermerk Unterbringung;Vermerk Transport\r\n";
        }

        @Override
        String row(int person) {
            return Lists.arrived(person) + ";" + REMARK + ";" + REMARK + ";" + REMARK + "\r\n";
        }

        @Override
        String end() {
            return "";
        }
    },

    /// One message of the status schema with as many statuses.
    XML("xml", "status-1-xml", StandardCharsets.UTF_8) {
        @Override
        String head() {
            return """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <statusMeldung xmlns="urn:florahub:status:1" fassung="1.0">
                      <nachrichtenkopf>
                        <nachrichtenId>0b9f7f4e-2c41-4b0e-9d53-6a2f0c7a9eff</nachrichtenId>
                        <erstellungszeitpunkt>2026-10-05T06:00:00Z</erstellungszeitpunkt>
                        <autor>
                          <kennung>ane:120010</kennung>
                        </autor>
                      </nachrichtenkopf>
                    """;
        }

        @Override
        String row(int person) {
            return """
                      <status>
                        <schluessel>arrived</schluessel>
                        <aktion>report</aktion>
                        <zeitpunkt>
                          <datum>2026-10-01</datum>
                          <uhrzeit>10:00:00</uhrzeit>
                          <zone>+02:00</zone>
                        </zeitpunkt>
                        <person>
                          <azrNummer>%s</azrNummer>
                          <familienname>Muster</familienname>
                          <vorname>Erika</vorname>
                          <geburtsdatum>1990-01-01</geburtsdatum>
                          <staatsangehoerigkeit>tur</staatsangehoerigkeit>
                        </person>
                      </status>
                    """.formatted(Lists.azr(person));
        }

        @Override
        String end() {
            return "</statusMeldung>\n";
        }
    };

    private static final String REMARK = "Bemerkung ohne Bedeutung für den Hub, "
            .repeat(8 * Integer.getInteger("resume.csv.row.kb", 1))
            .strip();

    private final String extension;
    private final String transform;
    private final Charset charset;

    LongList(String extension, String transform, Charset charset) {
        this.extension = extension;
        this.transform = transform;
        this.charset = charset;
    }

    /// How it begins.
    abstract String head();

    /// What it says about a person.
    abstract String row(int person);

    /// How it ends.
    abstract String end();

    /// The transform that reads it.
    String transform() {
        return transform;
    }

    String fileName() {
        return "liste." + extension;
    }

    /// Writes a list about the people from 0 on.
    ///
    /// @param bytes how long it becomes at least
    /// @return how many people it is about
    int write(Path file, long bytes) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, charset)) {
            out.write(head());
            int people = 0;
            for (long written = 0; written < bytes; people++) {
                String row = row(people);
                out.write(row);
                written += row.length();
            }
            out.write(end());
            return people;
        }
    }
}
