package org.florahub.transform.row;

import java.nio.charset.Charset;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.transform.convert.Charsets;
import org.florahub.transform.convert.Latin;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Shape.Refusal;
import org.jspecify.annotations.Nullable;

/// What texts become in a charset that does not have all their characters.
final class Carriage {

    private Carriage() {}

    /// A text whose characters the charset does not have is refused where none would be left, or where letters may
    /// not be replaced.
    static @Nullable Refusal refusal(Slot slot, String where, Values values, RowFormat format) {
        Charsets table = Charsets.of(format.charset());
        if (table == null) {
            return null;
        }
        for (Field field : slot.converter().fields()) {
            String text = field.type() == FieldType.TEXT ? values.get(field) : null;
            if (text != null && !Latin.carries(text, table) && !replaceable(text, table, format)) {
                return new Refusal(
                        "cannot-carry",
                        where,
                        "characters of %s that %s does not have".formatted(field.path(), format.charset()),
                        "characters of that charset",
                        "Declare translit=din91379-latin1, or write UTF-8 if the receiver can read it.");
            }
        }
        return null;
    }

    private static boolean replaceable(String text, Charsets table, RowFormat format) {
        return format.transliterate() && !Latin.carry(text, table).isBlank();
    }

    /// The text in characters of the charset.
    static String carried(Slot slot, String text, Charset charset, Losses losses) {
        Charsets table = Charsets.of(charset);
        if (table == null || Latin.carries(text, table)) {
            return text;
        }
        String carried = Latin.carry(text, table);
        for (Field field : slot.converter().fields()) {
            losses.add(field, Loss.Kind.CHARACTERS, text, carried);
        }
        return carried;
    }

    /// Puts a text whose characters the charset has.
    ///
    /// @param table `null` for UTF-8
    static void encode(String text, @Nullable Charsets table, Bytes out) {
        if (table == null) {
            out.utf8(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            int one = table.encode(text.charAt(i));
            if (one >= 0) {
                out.put(one);
            }
        }
    }
}
