package org.florahub.erasure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/// A4 pages with a title, headings, rows of a table, paragraphs, and a footer that says which page of how many it is.
/// Text is broken at words where it does not fit, a page where it is full. Used once.
final class CertificatePages {

    private static final float LEFT = 65;
    private static final float RIGHT = PDRectangle.A4.getWidth() - 55;
    private static final float TOP = PDRectangle.A4.getHeight() - 70;
    private static final float BOTTOM = 75;
    private static final float VALUES = LEFT + 125;
    private static final float SIZE = 10;
    private static final float LEADING = 14;

    private final PDFont plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    private final PDFont bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
    private final PDDocument document = new PDDocument();
    private final String title;
    private float y = TOP;

    CertificatePages(String title) {
        this.title = title;
        document.getDocumentInformation().setTitle(title);
        document.getDocumentCatalog().setLanguage("de-DE");
        document.addPage(new PDPage(PDRectangle.A4));
        text(bold, 18, LEFT, y, title);
        y -= 12;
        line(1.2f);
        y -= 20;
    }

    void heading(String text) {
        need(4 * LEADING);
        y -= 12;
        text(bold, 12, LEFT, y, text);
        y -= 7;
        line(0.6f);
        y -= LEADING + 2;
    }

    /// What something is, and what it is here.
    void row(String name, String value) {
        List<String> lines = broken(value, RIGHT - VALUES);
        need(lines.size() * LEADING + 4);
        text(bold, SIZE, LEFT, y, name);
        lines.forEach(line -> {
            text(plain, SIZE, VALUES, y, line);
            y -= LEADING;
        });
        y -= 3;
    }

    /// A row of three cells.
    void columns(boolean head, List<String> cells) {
        float width = (RIGHT - LEFT) / cells.size();
        List<List<String>> broken =
                cells.stream().map(cell -> broken(cell, width - 8)).toList();
        int height = broken.stream().mapToInt(List::size).max().orElse(1);
        need(height * LEADING + 10);
        for (int cell = 0; cell < broken.size(); cell++) {
            for (int row = 0; row < broken.get(cell).size(); row++) {
                text(
                        head ? bold : plain,
                        SIZE,
                        LEFT + cell * width,
                        y - row * LEADING,
                        broken.get(cell).get(row));
            }
        }
        y -= (height - 1) * LEADING + 5;
        line(0.3f);
        y -= LEADING;
    }

    void paragraph(String text) {
        List<String> lines = broken(text, RIGHT - LEFT);
        need(lines.size() * LEADING);
        lines.forEach(line -> {
            text(plain, SIZE, LEFT, y, line);
            y -= LEADING;
        });
        y -= 4;
    }

    /// The document, which is closed then.
    byte[] bytes() {
        try (document;
                var bytes = new ByteArrayOutputStream()) {
            int pages = document.getNumberOfPages();
            for (int page = 0; page < pages; page++) {
                String footer = "%s  ·  Seite %d von %d".formatted(title, page + 1, pages);
                text(document.getPage(page), plain, 8, LEFT, BOTTOM - 30, footer);
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void need(float height) {
        if (y - height < BOTTOM) {
            document.addPage(new PDPage(PDRectangle.A4));
            y = TOP;
        }
    }

    private List<String> broken(String text, float width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : writable(text).split("\\s+", -1)) {
            String rest = word;
            String longer = line.isEmpty() ? rest : line + " " + rest;
            if (width(longer) > width && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (width(rest) > width) {
                int fits = rest.length();
                while (width(rest.substring(0, fits)) > width) {
                    fits--;
                }
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private float width(String text) {
        try {
            return bold.getStringWidth(text) / 1000 * SIZE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(PDFont font, float size, float x, float at, String text) {
        text(page(), font, size, x, at, text);
    }

    private void text(PDPage page, PDFont font, float size, float x, float at, String text) {
        try (var content = new PDPageContentStream(document, page, AppendMode.APPEND, true)) {
            content.beginText();
            content.setFont(font, size);
            content.newLineAtOffset(x, at);
            content.showText(writable(text));
            content.endText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(float thickness) {
        try (var content = new PDPageContentStream(document, page(), AppendMode.APPEND, true)) {
            content.setLineWidth(thickness);
            content.moveTo(LEFT, y);
            content.lineTo(RIGHT, y);
            content.stroke();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PDPage page() {
        return document.getPage(document.getNumberOfPages() - 1);
    }

    /// The standard fonts have the letters of Western Europe; another one in a reason becomes a question mark here and
    /// stands in the JSON as it is.
    private String writable(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> letter.isBlank() ? " " : letter)
                .map(letter -> isWritable(letter) ? letter : "?")
                .collect(Collectors.joining());
    }

    private boolean isWritable(String letter) {
        try {
            return plain.encode(letter).length > 0;
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }
}
