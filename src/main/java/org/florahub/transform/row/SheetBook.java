package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has to be known of a workbook before its list is read: where it is, its texts, and which numbers are dates.
///
/// Refuses what a list does not need: hidden sheets, macros, links to other files.
final class SheetBook {

    /// The most characters that a cell may have; the limit of Excel.
    static final int TEXT_MAX = 32_767;

    private static final int STRINGS_MAX = 1_000_000;
    private static final long STRING_CHARACTERS_MAX = 16_000_000;
    private static final Set<Integer> DATES = Set.of(
            14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
            55, 56, 57, 58);

    private final SheetZip zip;
    private final List<String> strings = new ArrayList<>();
    private final List<Boolean> dateStyles = new ArrayList<>();
    private final Map<String, String> targets = new HashMap<>();
    /// Where the workbook itself is.
    private String part = "";

    private String sheet = "";
    private boolean from1904;

    private SheetBook(SheetZip zip) {
        this.zip = zip;
    }

    /// @param name of the sheet to read; empty for the only one
    /// @throws SheetFault if the workbook cannot be read
    static SheetBook read(InputStream in, String name) throws IOException {
        SheetBook book = open(in);
        book.chooseSheet(name);
        book.strings();
        book.styles();
        return book;
    }

    /// Names of all sheets, in their order.
    ///
    /// @throws SheetFault if the workbook cannot be read
    static List<String> names(InputStream in) throws IOException {
        return List.copyOf(open(in).sheets().keySet());
    }

    private static SheetBook open(InputStream in) throws IOException {
        var book = new SheetBook(SheetZip.read(in));
        book.refuseActive();
        book.part = book.workbook();
        book.relations(book.part);
        return book;
    }

    private void refuseActive() throws SheetFault {
        for (String part : zip.names()) {
            if (part.endsWith("vbaProject.bin") || part.contains("/macrosheets/") || part.contains("/activeX/")) {
                throw new SheetFault("", "a workbook with macros", "none", "Save the list as .xlsx without macros.");
            }
            if (part.contains("/externalLinks/")
                    || part.endsWith("/connections.xml")
                    || part.contains("/embeddings/")) {
                throw new SheetFault(
                        "", "links to other files", "none", "Copy the values in, and remove links and objects.");
            }
        }
    }

    private String workbook() throws IOException {
        try (var xml = new SheetXml(zip.openSmall("_rels/.rels"))) {
            while (xml.next()) {
                if (xml.starts("Relationship") && xml.attribute("Type", "").endsWith("/officeDocument")) {
                    return resolved("", xml.attribute("Target", ""));
                }
            }
        }
        throw SheetFault.broken("_rels/.rels");
    }

    private void relations(String workbook) throws IOException {
        int slash = workbook.lastIndexOf('/') + 1;
        String folder = workbook.substring(0, slash);
        try (var xml = new SheetXml(zip.openSmall(folder + "_rels/" + workbook.substring(slash) + ".rels"))) {
            while (xml.next()) {
                if (xml.starts("Relationship")) {
                    String type = xml.attribute("Type", "");
                    String target = resolved(folder, xml.attribute("Target", ""));
                    targets.put(xml.attribute("Id", ""), target);
                    targets.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), target);
                }
            }
        }
    }

    private static String resolved(String folder, String target) {
        return target.startsWith("/") ? target.substring(1) : folder + target;
    }

    private void chooseSheet(String name) throws IOException {
        Map<String, String> sheets = sheets();
        if (name.isEmpty() && sheets.size() > 1) {
            throw new SheetFault("", "%d sheets".formatted(sheets.size()), "one sheet", "Send the list alone.");
        }
        String chosen =
                name.isEmpty() && !sheets.isEmpty() ? sheets.values().iterator().next() : sheets.get(name);
        if (chosen == null) {
            throw new SheetFault(
                    "", "no sheet of that name", "a sheet " + name, "Name the sheet so, or correct the template.");
        }
        sheet = chosen;
    }

    /// Parts of the sheets by their names.
    private Map<String, String> sheets() throws IOException {
        var sheets = new LinkedHashMap<String, String>();
        try (var xml = new SheetXml(zip.openSmall(part))) {
            while (xml.next()) {
                if (xml.starts("workbookPr")) {
                    from1904 = SheetCell.TRUE.contains(xml.attribute("date1904", "0"));
                } else if (xml.starts("sheet")) {
                    if (!xml.attribute("state", "visible").equals("visible")) {
                        throw new SheetFault(
                                "", "a hidden sheet", "visible sheets only", "Show it, or remove it from the file.");
                    }
                    String target = targets.get(xml.attribute("id", ""));
                    if (target == null) {
                        throw SheetFault.broken("");
                    }
                    sheets.put(xml.attribute("name", ""), target);
                }
            }
        }
        return sheets;
    }

    private void strings() throws IOException {
        String part = targets.get("sharedStrings");
        if (part == null) {
            return;
        }
        long characters = 0;
        try (var xml = new SheetXml(zip.open(part))) {
            while (xml.next()) {
                if (xml.starts("si")) {
                    String text = string(xml);
                    characters += text.length();
                    strings.add(text);
                    if (strings.size() > STRINGS_MAX || characters > STRING_CHARACTERS_MAX) {
                        throw SheetFault.tooBig("more text than a list has", "at most 16 million characters");
                    }
                }
            }
        }
    }

    /// The text of an element that holds runs of text; what says how it is pronounced is left out.
    private static String string(SheetXml xml) throws IOException {
        var text = new StringBuilder();
        while (xml.next() && !xml.ends("si")) {
            if (xml.starts("rPh")) {
                xml.skip();
            } else if (xml.starts("t") && !xml.text(text, TEXT_MAX)) {
                throw SheetFault.tooBig("a text of more than 32,767 characters", "a shorter one");
            }
        }
        return SheetCell.unescaped(text.toString());
    }

    private void styles() throws IOException {
        String part = targets.get("styles");
        if (part == null) {
            return;
        }
        Map<String, Boolean> own = new HashMap<>();
        boolean cells = false;
        try (var xml = new SheetXml(zip.openSmall(part))) {
            while (xml.next()) {
                if (xml.starts("numFmt")) {
                    own.put(xml.attribute("numFmtId", ""), isDate(xml.attribute("formatCode", "")));
                } else if (xml.starts("cellXfs") || xml.ends("cellXfs")) {
                    cells = xml.starts("cellXfs");
                } else if (cells && xml.starts("xf")) {
                    String format = xml.attribute("numFmtId", "0");
                    Boolean listed = own.get(format);
                    dateStyles.add(listed == null ? DATES.contains(number(format)) : listed);
                }
            }
        }
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    /// Whether a number format shows a day or a time: it has their letters outside quotes and brackets.
    private static boolean isDate(String format) {
        String letters = format.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*]", "");
        return letters.matches("(?s).*[dmyhsDMYHS].*") && !letters.contains("General");
    }

    InputStream openSheet() throws SheetFault {
        return zip.open(sheet);
    }

    /// The shared text of that number, `null` if there is none.
    @Nullable
    String string(String index) {
        int number = number(index.strip());
        return number >= 0 && number < strings.size() ? strings.get(number) : null;
    }

    boolean isDateStyle(@Nullable String style) {
        int index = style == null ? 0 : number(style);
        return index >= 0 && index < dateStyles.size() && dateStyles.get(index);
    }

    boolean from1904() {
        return from1904;
    }
}
