package org.florahub.demo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Two documents beside each other, shortened: what a person looks at to see that one became the other.
final class SideBySide {

    private static final int WIDTH = 78;
    private static final int LINES_MAX = 34;

    private SideBySide() {}

    static String of(String leftTitle, byte[] left, String rightTitle, byte[] right) {
        List<String> leftLines = lines(left);
        List<String> rightLines = lines(right);
        var text = new StringBuilder(row(leftTitle, rightTitle));
        text.append("-".repeat(WIDTH)).append("-+-").append("-".repeat(WIDTH)).append('\n');
        for (int i = 0; i < Math.max(leftLines.size(), rightLines.size()); i++) {
            text.append(row(at(leftLines, i), at(rightLines, i)));
        }
        return text.toString();
    }

    private static String row(String left, String right) {
        return "%s | %s".formatted(padded(left), cut(right)).stripTrailing() + "\n";
    }

    private static String at(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }

    private static List<String> lines(byte[] document) {
        String text = decode(document);
        List<String> lines = text.stripLeading().startsWith("<")
                ? xml(text)
                : text.lines().findFirst().orElse("").contains(";")
                        ? list(text)
                        : text.lines().toList();
        if (lines.size() <= LINES_MAX) {
            return lines;
        }
        var shortened = new ArrayList<>(lines.subList(0, LINES_MAX));
        shortened.add("… %d more lines".formatted(lines.size() - LINES_MAX));
        return shortened;
    }

    /// Without the message's header, which says who wrote to whom: the facts are further down.
    private static List<String> xml(String text) {
        return text.replaceAll("(?s)<nachrichtenkopf\\.g2g>.*</nachrichtenkopf\\.g2g>", "<nachrichtenkopf.g2g>…")
                .replaceAll(" list(URI|VersionID)=\"[^\"]*\"", "")
                .replaceAll("> *(<[A-Za-z])", ">\n$1")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /// The first row of a list, one column a line, without the empty ones.
    private static List<String> list(String text) {
        List<String> rows = text.lines().toList();
        String[] names = rows.getFirst().split(";", -1);
        String[] cells = rows.get(Math.min(1, rows.size() - 1)).split(";", -1);
        var lines = new ArrayList<String>();
        for (int i = 0; i < Math.min(names.length, cells.length); i++) {
            if (!cells[i].isEmpty()) {
                lines.add("%-22s %s".formatted(names[i], cells[i]));
            }
        }
        if (rows.size() > 2) {
            lines.add("… %d more rows".formatted(rows.size() - 2));
        }
        return lines;
    }

    private static String decode(byte[] document) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(document, Charset.forName("windows-1252"));
        }
    }

    private static String padded(String text) {
        String cut = cut(text);
        return cut + " ".repeat(WIDTH - cut.length());
    }

    private static String cut(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }
}
