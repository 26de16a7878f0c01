package org.florahub.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is played: the procedures of the samples, the same procedures with other people, and what must be refused.
final class Traffic {

    private static final int LIST_ROWS = 100;

    private final List<Sample> samples;

    /// @param samples of all adapters, in the order of the procedures
    Traffic(List<Sample> samples) {
        this.samples = List.copyOf(samples);
    }

    /// The procedures as the samples tell them.
    List<Act> procedures() {
        return acts(samples);
    }

    /// The same procedures with other people.
    ///
    /// @param number of the variation, from 1
    List<Act> variation(int number) {
        return acts(Sample.varied(samples, number));
    }

    private static List<Act> acts(List<Sample> samples) {
        return samples.stream()
                .map(sample -> Act.taken(sample.adapter(), sample.letter(), sample.facts()))
                .toList();
    }

    /// One thing wrong for each way in, and one message that comes a second time.
    List<Act> mishaps() {
        var acts = new ArrayList<Act>();
        for (Sample sample : Sample.varied(samples, 89)) {
            String text = new String(sample.letter().body(), StandardCharsets.ISO_8859_1);
            switch (sample.letter().name().substring("v89-".length())) {
                case "010-ankunft.xml" ->
                    acts.add(broken(
                            sample,
                            "nicht-wohlgeformt.xml",
                            List.of("X000"),
                            replaced(text, "</x:familienname>", "</x:name>")));
                case "011-registrierung.xml" ->
                    acts.add(broken(sample, "unbekannter-code.xml", List.of("S010"), unknownCode(text)));
                case "030-tagesliste.csv" -> acts.add(list(sample, text));
                case "050-ankunft.xml" ->
                    acts.add(broken(
                            sample,
                            "schema.xml",
                            List.of("X001", "S020"),
                            replaced(text, "<m:aktion>MELDUNG</m:aktion>", "")));
                case "014-sicherheitsabgleich.xml" ->
                    acts.add(broken(
                            sample, "unlesbar.bin", List.of("S001"), "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3 kein XML"));
                default -> {
                    // goes well
                }
            }
        }
        samples.stream()
                .filter(sample -> sample.letter().name().equals("050-ankunft.xml"))
                .forEach(sample -> acts.add(new Act(
                        sample.adapter(), sample.letter(), sample.facts(), Reply.Verdict.TAKEN, List.of(), true)));
        return acts;
    }

    private static Act broken(Sample sample, String name, List<String> codes, String text) {
        return Act.rejected(sample.adapter(), new Letter(name, text.getBytes(StandardCharsets.ISO_8859_1)), codes);
    }

    private static String unknownCode(String text) {
        int list = text.indexOf("codelist:sachstand\"");
        int code = text.indexOf("<code>", list) + "<code>".length();
        return text.substring(0, code) + "97" + text.substring(text.indexOf("</code>", code));
    }

    /// A hundred people arrive; three rows are wrong: an unknown status, no AZR number, a day that does not exist.
    private static Act list(Sample sample, String text) {
        List<String> lines = text.lines().toList();
        String row = lines.get(1);
        Fact first = sample.facts().getFirst();
        var rows = new ArrayList<String>(List.of(lines.getFirst()));
        var facts = new ArrayList<Fact>();
        for (int i = 1; i <= LIST_ROWS; i++) {
            String azrNumber = "9100015%05d".formatted(i);
            String good =
                    row.replace(first.azrNumber(), azrNumber).replaceFirst("([A-Z]) \\d{7}", "$1 15%05d".formatted(i));
            switch (i) {
                case 12 -> rows.add(replaced(good, ";ANK;", ";XYZ;"));
                case 47 -> rows.add(replaced(good, azrNumber, ""));
                case 83 -> rows.add(good.replaceFirst(";M;\\d\\d\\.\\d\\d\\.", ";M;31.02."));
                default -> {
                    rows.add(good);
                    facts.add(new Fact(azrNumber, null, first.status(), first.kind(), null));
                }
            }
        }
        byte[] body = (String.join("\r\n", rows) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return new Act(
                sample.adapter(),
                new Letter("hundert-zeilen.csv", body),
                facts,
                Reply.Verdict.PARTLY,
                List.of("S010", "S030", "X001"),
                false);
    }

    private static String replaced(String text, String what, String with) {
        int at = text.indexOf(what);
        if (at < 0) {
            throw new IllegalStateException("a sample has changed: the demonstration finds no " + what);
        }
        return text.substring(0, at) + with + text.substring(at + what.length());
    }
}
