package org.florahub.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// Writes answer documents: for senders of XML a Quittung or Rückweisung in the manner of XInneres, for senders of
/// lists a Quittung as a list. Both formats are the hub's own; docs/reference/errors.md describes them.
final class Answers {

    static final String NAMESPACE = "urn:florahub:antwort:1";

    private static final XMLOutputFactory XML = new com.ctc.wstx.stax.WstxOutputFactory();

    private final Wording wording;

    Answers(Wording wording) {
        this.wording = wording;
    }

    /// `<quittung>` when something was taken, `<rueckweisung>` when nothing was.
    Answer xml(Judgement judgement) {
        var bytes = new ByteArrayOutputStream(512);
        String kind = judgement.accepted() ? "quittung" : "rueckweisung";
        try {
            XMLStreamWriter out = XML.createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            out.setDefaultNamespace(NAMESPACE);
            out.writeStartElement(NAMESPACE, kind);
            out.writeDefaultNamespace(NAMESPACE);
            out.writeAttribute("nummer", Long.toString(judgement.message()));
            out.writeAttribute("ergebnis", judgement.result());
            reference(out, judgement);
            counts(out, judgement);
            for (Problem problem : judgement.problems()) {
                error(out, problem);
            }
            out.writeEndElement();
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("An answer could not be written", e);
        }
        return new Answer(fileName(judgement, kind, "xml"), "application/xml; charset=UTF-8", bytes.toByteArray());
    }

    /// One line for the message, then one for each problem that concerns all of it.
    Answer list(Judgement judgement, Charset charset) {
        var text = new StringBuilder(
                "Nummer;Datei;Ergebnis;Ereignisse;Bereits bekannt;Abgewiesen;Fehlercode;Zeile;Feld;Hinweis\r\n");
        line(text, judgement, null);
        for (Problem problem : judgement.problems()) {
            line(text, judgement, problem);
        }
        return new Answer(
                fileName(judgement, "quittung", "csv"),
                "text/csv; charset=" + charset.name(),
                text.toString().getBytes(charset));
    }

    /// The rejected rows as the transform wrote them.
    Answer rejectedRows(Judgement judgement, String mediaType, String extension, byte[] rows) {
        return new Answer(fileName(judgement, "abgewiesen", extension), mediaType, rows);
    }

    private static void reference(XMLStreamWriter out, Judgement judgement) throws XMLStreamException {
        out.writeEmptyElement(NAMESPACE, "bezug");
        out.writeAttribute("name", printable(judgement.name()));
        if (judgement.messageId() != null) {
            out.writeAttribute("nachrichtenUUID", printable(judgement.messageId()));
        }
    }

    private static void counts(XMLStreamWriter out, Judgement judgement) throws XMLStreamException {
        out.writeEmptyElement(NAMESPACE, "ereignisse");
        out.writeAttribute("aufgezeichnet", Long.toString(judgement.events()));
        out.writeAttribute("bekannt", Long.toString(judgement.alreadyKnown()));
        out.writeAttribute("abgewiesen", Long.toString(judgement.rejected()));
    }

    private void error(XMLStreamWriter out, Problem problem) throws XMLStreamException {
        out.writeStartElement(NAMESPACE, "fehler");
        out.writeAttribute("code", problem.code());
        if (problem.line() > 0) {
            out.writeAttribute("zeile", Integer.toString(problem.line()));
        }
        if (problem.column() > 0) {
            out.writeAttribute("spalte", Integer.toString(problem.column()));
        }
        if (problem.field() != null) {
            out.writeAttribute("feld", printable(problem.field()));
        }
        out.writeCharacters(wording.sentence(problem));
        out.writeEndElement();
    }

    private void line(StringBuilder text, Judgement judgement, @Nullable Problem problem) {
        var cells = new ArrayList<String>();
        cells.add(Long.toString(judgement.message()));
        cells.add(printable(judgement.name()));
        if (problem == null) {
            cells.addAll(List.of(
                    judgement.result(),
                    Long.toString(judgement.events()),
                    Long.toString(judgement.alreadyKnown()),
                    Long.toString(judgement.rejected()),
                    "",
                    "",
                    "",
                    ""));
        } else {
            cells.addAll(List.of(
                    "",
                    "",
                    "",
                    "",
                    problem.code(),
                    problem.line() > 0 ? Integer.toString(problem.line()) : "",
                    problem.field() == null ? "" : printable(problem.field()),
                    wording.sentence(problem)));
        }
        text.append(String.join(";", cells.stream().map(Answers::cell).toList()))
                .append("\r\n");
    }

    /// Quoted where the list needs it; never a formula for a spreadsheet.
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.contains(";") || safe.contains("\"") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String fileName(Judgement judgement, String kind, String extension) {
        String name = judgement.name();
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^A-Za-z0-9._-]", "_");
        return "%s-%s-%d.%s"
                .formatted(stem.substring(0, Math.min(80, stem.length())), kind, judgement.message(), extension);
    }

    /// Without the characters that neither XML nor a list can carry.
    private static String printable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && c != 0xFFFE && c != 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
