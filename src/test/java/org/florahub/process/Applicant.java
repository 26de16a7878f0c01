package org.florahub.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/// An invented person whose values cannot be mistaken for anything else, and what authorities say of it in their own
/// formats: the adapters' samples with this person in them.
///
/// @param azr     AZR number; month 00, so that it cannot exist
/// @param arrival number of the proof of arrival
/// @param file    BAMF file number
record Applicant(String familyName, String givenName, LocalDate birthDate, String azr, String arrival, String file) {

    private static final Path ADAPTERS = Path.of("adapters");
    private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter BARE = DateTimeFormatter.ofPattern("yyyyMMdd");

    /// Whatever a trace of it may be known by.
    List<String> values() {
        return List.of(
                familyName,
                givenName,
                azr,
                arrival,
                file,
                birthDate.toString(),
                GERMAN.format(birthDate),
                BARE.format(birthDate));
    }

    /// It has arrived: an XML file.
    byte[] arrived() throws IOException {
        return xml("sn-landesdirektion/samples/in/010-ankunft.xml", "x:person");
    }

    /// Its file has been opened and numbered: an XML message.
    byte[] fileOpened() throws IOException {
        return xml("bamf/samples/in/016-akte-angelegt.xml", "x:person");
    }

    /// It has been registered: the document of a call.
    byte[] registered() throws IOException {
        return text(xml("rp-add/samples/in/050-ankunft.xml", "m:status"))
                .replace("ANKUNFT_IN_DER_AUFNAHMEEINRICHTUNG", "REGISTRIERUNG")
                .getBytes(UTF_8);
    }

    /// A decision was served, in a way that no list knows: a file that is rejected.
    byte[] withAnUnknownCode() throws IOException {
        return xml("sn-landesdirektion/samples/bad/911-unbekannter-code.xml", "x:person");
    }

    /// A document that ends in its midst.
    byte[] brokenOff() throws IOException {
        String whole = text(fileOpened());
        return whole.substring(0, whole.indexOf("</x:identitaet>")).getBytes(UTF_8);
    }

    /// Several people's identities have been checked: a list of one day.
    static byte[] checked(List<Applicant> people) {
        var list = new StringBuilder(
                "AZR-Nr;AKN;Familienname;Vorname;Geburtsdatum;Staat;Statuscode;Aktion;Datum;Uhrzeit\r\n");
        people.forEach(each -> list.append("%s;%s;%s;%s;%s;475;IDA;M;01.09.2026;07:30\r\n"
                .formatted(each.azr, each.arrival, each.familyName, each.givenName, GERMAN.format(each.birthDate))));
        return list.toString().getBytes(ISO_8859_1);
    }

    /// A sample with this person in the place of the first one in it, and nobody else.
    private byte[] xml(String sample, String part) throws IOException {
        String text = Files.readString(ADAPTERS.resolve(sample));
        String end = "</" + part + ">";
        String one = text.substring(0, text.indexOf(end)) + text.substring(text.lastIndexOf(end));
        return one.replaceAll("(UUID>|nachrichtId>)[0-9a-f-]{36}<", "$1" + UUID.randomUUID() + "<")
                .replaceAll("(AZR\">|azrNummer>)[0-9]+<", "$1" + azr + "<")
                .replaceAll("(AKN\">|ankunftsnachweis>)\\S[^<]*<", "$1" + arrival + "<")
                .replaceAll("(bAMFAktenzeichen>)\\S[^<]*<", "$1" + file + "<")
                .replaceAll("(familienname>)\\S[^<]*<", "$1" + familyName + "<")
                .replaceAll("(vorname>)\\S[^<]*<", "$1" + givenName + "<")
                .replaceAll("(geburtsdatum>)\\S[^<]*<", "$1" + birthDate + "<")
                .getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
