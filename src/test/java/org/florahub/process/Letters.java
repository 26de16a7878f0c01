package org.florahub.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Messages for as many invented people as a test needs, made from the adapters' own samples: one person each, known
/// by an AZR number that fits the pattern and cannot exist (month 00).
final class Letters {

    private static final Pattern AZR = Pattern.compile("[0-9]{2}00[0-9]{8}");
    private static final Pattern OURS = Pattern.compile("990001[0-9]{6}");
    private static final Pattern ARRIVAL_NUMBER = Pattern.compile("<[mx]:(ankunftsnachweis|kennnummer art=\"AKN\")>.*");
    private static final Pattern ID = Pattern.compile("(UUID>|nachrichtId>)[0-9a-f-]{36}<");

    private final String arrivalXml;
    private final String arrivalSoap;
    private final String noticeXml;

    /// @param adapters the repository's adapters
    Letters(Path adapters) throws IOException {
        arrivalXml = single(adapters.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"), "x:person");
        arrivalSoap = single(adapters.resolve("rp-add/samples/in/050-ankunft.xml"), "m:status");
        noticeXml = single(adapters.resolve("bamf/samples/in/014-sicherheitsabgleich.xml"), "x:person");
    }

    /// A message and the id that its sender gave it.
    record Letter(String id, String azr, String body) {}

    /// The AZR number of the person of that number, 0 to 999,999.
    static String azr(int person) {
        return String.format(Locale.ROOT, "990001%06d", person);
    }

    /// A person arrived, as an XML file.
    Letter arrivalByFile(int person) {
        return letter(arrivalXml, person);
    }

    /// A person arrived, as the payload of a SOAP call.
    Letter arrivalBySoap(int person) {
        return letter(arrivalSoap, person);
    }

    /// A later step of the procedure, as an XML message on a queue.
    Letter notice(int person) {
        return letter(noticeXml, person);
    }

    private static Letter letter(String template, int person) {
        String id = UUID.randomUUID().toString();
        String body = ID.matcher(template).replaceAll("$1" + id + "<");
        return new Letter(id, azr(person), AZR.matcher(body).replaceAll(azr(person)));
    }

    /// The sample with the first of its repeated parts only, and without the number that would tie people together.
    private static String single(Path sample, String part) throws IOException {
        String text = ARRIVAL_NUMBER.matcher(Files.readString(sample)).replaceAll("");
        String end = "</" + part + ">";
        int first = text.indexOf(end) + end.length();
        int last = text.lastIndexOf(end) + end.length();
        return text.substring(0, first) + text.substring(last);
    }

    /// The AZR number that a delivered document is about.
    static String azrIn(String document) {
        Matcher azr = OURS.matcher(document);
        if (!azr.find()) {
            throw new IllegalArgumentException("The document names no person of this test");
        }
        return azr.group();
    }
}
