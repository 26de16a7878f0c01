package org.florahub.transform.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.florahub.transform.convert.DateText;
import org.florahub.transform.convert.Misfits;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content.Slot;

/// Writes a workbook with one sheet. The same rows are the same bytes, always and everywhere: no time of writing, no
/// name, and nothing compressed, because compression differs between the versions of its library.
final class SheetWriter implements RowWriter {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    private final SheetLayout layout;
    private final Bytes out;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final Bytes sheet = new Bytes(content);
    private int row;
    private int column;

    SheetWriter(SheetLayout layout, Bytes out) {
        this.layout = layout;
        this.out = out;
        this.row = layout.skip() + 1;
        sheet.utf8(XML + "<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    }

    @Override
    public void cell(RowColumn place, String text) {
        long serial = layout.dateNumbers() ? serial(place, text) : -1;
        if (serial < 0) {
            text(text);
        } else {
            open();
            sheet.utf8(" s=\"1\"><v>" + serial + "</v></c>");
            column++;
        }
    }

    /// The number of the day that the text states, -1 if it states none that is written as a number.
    private static long serial(RowColumn place, String text) {
        if (text.isEmpty() || !(place.content() instanceof Slot slot) || !(slot.converter() instanceof DateText date)) {
            return -1;
        }
        var values = new Values();
        if (date.read(text.toCharArray(), 0, text.length(), values) != null) {
            return -1;
        }
        return SheetCell.serial(
                LocalDate.parse(Misfits.require(values, date.fields().getFirst())));
    }

    private void open() {
        if (column == 0) {
            sheet.utf8("<row r=\"" + row + "\">");
        }
        sheet.utf8("<c r=\"" + SheetCell.name(column, row) + "\"");
    }

    private void text(String text) {
        if (!text.isEmpty() || column == 0) {
            open();
            sheet.utf8(" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(text) + "</t></is></c>");
        }
        column++;
    }

    private static String escaped(String text) {
        return SheetCell.escaped(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "_x000D_");
    }

    @Override
    public void end() throws IOException {
        sheet.utf8("</row>");
        sheet.flushBlock();
        row++;
        column = 0;
    }

    @Override
    public void row(List<String> cells) throws IOException {
        cells.forEach(this::text);
        end();
    }

    @Override
    public void rejected(List<String> cells, List<String> reasons) throws IOException {
        cells.forEach(this::text);
        row(reasons);
    }

    @Override
    public void finish() throws IOException {
        sheet.utf8("</sheetData></worksheet>");
        sheet.flush();
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            part(zip, "[Content_Types].xml", """
                    <Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Default Extension="xml" ContentType="application/xml"/>\
                    <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                    <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
                    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""".formatted(PACKAGE));
            part(zip, "_rels/.rels", relations("officeDocument", "xl/workbook.xml", 1));
            part(zip, "xl/workbook.xml", """
                    <workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>""".formatted(
                            MAIN, OFFICE, escaped(name()).replace("\"", "&quot;")));
            part(zip, "xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml", 2));
            part(zip, "xl/styles.xml", """
                    <styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>\
                    <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
                    <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
                    <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
                    <cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
                    <xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>""".formatted(MAIN));
            part(zip, "xl/worksheets/sheet1.xml", content.toByteArray());
        }
        out.put(packed.toByteArray());
    }

    private String name() {
        return layout.sheet().isEmpty() ? "Tabelle1" : layout.sheet();
    }

    /// @param count of relations: the second is to the styles
    private static String relations(String type, String target, int count) {
        String styles = count == 1
                ? ""
                : "<Relationship Id=\"rId2\" Type=\"%s/styles\" Target=\"styles.xml\"/>".formatted(OFFICE);
        return "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"rId1\" Type=\"%s/%s\" Target=\"%s\"/>%s</Relationships>"
                .formatted(PACKAGE, OFFICE, type, target, styles);
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        part(zip, name, (XML + text).getBytes(StandardCharsets.UTF_8));
    }

    private static void part(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
