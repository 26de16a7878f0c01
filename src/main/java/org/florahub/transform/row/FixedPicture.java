package org.florahub.transform.row;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.SlotParser;

/// Reads one line of a template of fixed width: constants as wide as they are, and slots that say their width.
final class FixedPicture {

    private static final Pattern WIDE = Pattern.compile(
            "(?<head>\\??'[^']*'|[^:|]*):(?<width>[1-9][0-9]{0,3})(?<right>>(?<pad>[^|\\s])?)?\\s*(?<rest>\\|.*)?");

    private final SlotParser slots;
    private final Findings findings;
    private final Place at;
    private final List<RowColumn> columns = new ArrayList<>();
    private String identifier = "";
    private int width;

    private FixedPicture(SlotParser slots, Findings findings, Place at) {
        this.slots = slots;
        this.findings = findings;
        this.at = at;
    }

    static List<RowColumn> columns(String line, FixedLayout layout, SlotParser slots, Findings findings, Place at) {
        var picture = new FixedPicture(slots, findings, at);
        picture.read(line);
        if (picture.width != layout.width() && layout.width() > 0) {
            findings.add(
                    at,
                    "widths-differ",
                    null,
                    "%d characters".formatted(picture.width),
                    "%d, the width of the lines".formatted(layout.width()),
                    "Correct the widths, or fill up with {:%d}."
                            .formatted(Math.max(1, layout.width() - picture.width)));
        }
        return picture.columns;
    }

    private void read(String line) {
        var text = new StringBuilder();
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            boolean doubled = i + 1 < line.length() && line.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                text.append(c);
                i += 2;
            } else if (c == '{') {
                constant(text);
                int close = SlotParser.endOfSlot(line, i);
                slot(line.substring(i, close < 0 ? line.length() : close + 1), i + 1);
                i = close < 0 ? line.length() : close + 1;
            } else {
                text.append(c);
                i++;
            }
        }
        constant(text);
    }

    private void constant(StringBuilder text) {
        if (!text.isEmpty()) {
            String constant = text.toString();
            if (columns.isEmpty()) {
                identifier = constant.strip() + " ";
            }
            add(new Fixed(constant, Content.Strength.DEMANDED), new FixedBox(width, constant.length(), false, ' '));
            text.setLength(0);
        }
    }

    private void slot(String raw, int column) {
        Place place = at.at(at.line(), column);
        Matcher wide = WIDE.matcher(raw.endsWith("}") ? raw.substring(1, raw.length() - 1) : raw);
        if (!wide.matches()) {
            findings.add(
                    place, "width-missing", null, "a slot without a width", "{path:8}", "Say how wide the column is.");
            return;
        }
        String pad = wide.group("pad");
        boolean right = wide.group("right") != null;
        var box = new FixedBox(width, Integer.parseInt(wide.group("width")), right, pad == null ? ' ' : pad.charAt(0));
        String head = wide.group("head").strip();
        String rest = wide.group("rest");
        if (head.equals(RowTemplateParser.COUNT)) {
            columns.add(new RowColumn(name(box), new Anything(), box, true));
            width = box.end();
        } else {
            add(slots.parse("{%s%s}".formatted(head, rest == null ? "" : " " + rest), place, name(box)), box);
        }
    }

    private void add(Content content, FixedBox box) {
        columns.add(new RowColumn(name(box), content, box, false));
        width = box.end();
    }

    /// Identifier of the record and positions: `S01 4-17`.
    private String name(FixedBox box) {
        return "%s%d-%d".formatted(identifier, box.start() + 1, box.end());
    }
}
