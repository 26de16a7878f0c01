package org.florahub.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.FieldType;

/// Records of fixed width: columns begin after a blank column, where letters end or digits begin in every line, and
/// around identifiers and dates.
final class FixedDraft {

    private static final int AZR_DIGITS = 12;
    private static final int DATE_DIGITS = 8;

    private final String folder;

    FixedDraft(String folder) {
        this.folder = folder;
    }

    Draft of(List<SampleFile> samples) {
        List<String> lines = samples.stream()
                .flatMap(sample -> sample.text().lines())
                .filter(line -> !line.isBlank())
                .toList();
        Map<Integer, Long> widths =
                lines.stream().collect(Collectors.groupingBy(String::length, Collectors.counting()));
        if (widths.size() != 1) {
            throw new KitException(
                    "%s: found lines of %d widths and no separator, expected CSV, XML, JSON or lines of one width. Pad the lines, or write the template by hand."
                            .formatted(samples.getFirst().path().getFileName(), widths.size()));
        }
        String mark = mark(lines);
        List<String> events =
                lines.stream().filter(line -> line.startsWith(mark)).toList();
        List<Column> columns = columns(events, mark.length());
        var guesses = new Guesses(folder);
        List<Guess> slots = guesses.of(columns);
        var files = new LinkedHashMap<String, String>();
        files.put("records.fixed", template(samples.getFirst(), lines, mark, columns, slots, guesses));
        guesses.codes().forEach(list -> files.put(list.name() + ".codes", list.text()));
        return new Draft("fixed", "txt", files, guesses.given(), slots);
    }

    /// What the lines of the events begin with; empty if all lines are events.
    private static String mark(List<String> lines) {
        Map<String, Long> counts = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, Math.min(3, line.length())), Collectors.counting()));
        Map.Entry<String, Long> most =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        boolean kinds = counts.size() <= 6 && most.getKey().matches("\\p{Lu}[\\p{Lu}0-9]{2}|[0-9]{2}\\p{Lu}");
        return kinds ? most.getKey() : "";
    }

    private static List<Column> columns(List<String> lines, int from) {
        var columns = new ArrayList<Column>();
        int width = lines.getFirst().length();
        int start = from;
        for (int at = from + 1; at <= width; at++) {
            if (at == width || boundary(lines, at)) {
                for (int[] part : parts(lines, start, at)) {
                    columns.add(column(lines, part[0], part[1]));
                }
                start = at;
            }
        }
        return columns;
    }

    private static Column column(List<String> lines, int start, int end) {
        return new Column(
                "characters %d-%d".formatted(start + 1, end),
                "",
                lines.stream().map(line -> line.substring(start, end).strip()).toList());
    }

    /// Blank before and something behind, or letters before and digits behind, in every line.
    private static boolean boundary(List<String> lines, int at) {
        boolean blankBefore = lines.stream().allMatch(line -> line.charAt(at - 1) == ' ');
        boolean blankHere = lines.stream().allMatch(line -> line.charAt(at) == ' ');
        boolean lettersThenDigits = lines.stream()
                .allMatch(line -> !Character.isDigit(line.charAt(at - 1)) && Character.isDigit(line.charAt(at)));
        boolean digitsThenLetters = lines.stream()
                .allMatch(line -> Character.isDigit(line.charAt(at - 1)) && Character.isLetter(line.charAt(at)));
        return (blankBefore && !blankHere) || lettersThenDigits || digitsThenLetters;
    }

    /// Digits that run together: an AZR number, then days.
    private static List<int[]> parts(List<String> lines, int start, int end) {
        var parts = new ArrayList<int[]>();
        int at = start;
        if (fits(lines, at, end, AZR_DIGITS, FieldType.AZR_NUMBER)) {
            parts.add(new int[] {at, at + AZR_DIGITS});
            at += AZR_DIGITS;
        }
        while (at + DATE_DIGITS < end && isDay(lines, at)) {
            parts.add(new int[] {at, at + DATE_DIGITS});
            at += DATE_DIGITS;
        }
        if (at < end) {
            parts.add(new int[] {at, end});
        }
        return parts;
    }

    private static boolean fits(List<String> lines, int at, int end, int width, FieldType type) {
        return at + width < end && lines.stream().allMatch(line -> type.accepts(line.substring(at, at + width)));
    }

    private static boolean isDay(List<String> lines, int at) {
        return DateShape.date(lines.stream()
                        .map(line -> line.substring(at, at + DATE_DIGITS))
                        .toList())
                != null;
    }

    private static String template(
            SampleFile sample,
            List<String> lines,
            String mark,
            List<Column> columns,
            List<Guess> slots,
            Guesses guesses) {
        var text = new StringBuilder("#: fixed charset=%s width=%d newline=%s%s\n"
                .formatted(
                        sample.charset(),
                        lines.getFirst().length(),
                        sample.crlf() ? "crlf" : "lf",
                        sample.charset().equals("utf-8") ? "" : " translit=din91379-latin1"));
        if (!mark.isEmpty() && !lines.getFirst().startsWith(mark)) {
            once(lines.getFirst(), text);
        }
        if (!guesses.has(Field.STATUS)) {
            text.append("#: set status=").append(Scaffold.OPEN).append('\n');
        }
        text.append("#: record each=events\n").append(mark);
        for (int i = 0; i < columns.size(); i++) {
            String[] range =
                    columns.get(i).place().substring("characters ".length()).split("-", -1);
            int width = Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
            text.append(wide(slots.get(i).slot(), width));
        }
        text.append('\n');
        if (!mark.isEmpty() && !lines.getLast().startsWith(mark)) {
            once(lines.getLast(), text);
        }
        return text.toString();
    }

    private static void once(String line, StringBuilder text) {
        text.append("#: record once\n").append(line, 0, 3).append("{:%d}\n".formatted(line.length() - 3));
    }

    private static String wide(String slot, int width) {
        int end = Stream.of(slot.indexOf(" |"), slot.indexOf('}'))
                .filter(at -> at >= 0)
                .min(Integer::compare)
                .orElseThrow();
        return slot.substring(0, end) + ":" + width + slot.substring(end);
    }
}
