package org.florahub.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.vault.FlatJson;
import org.florahub.vault.Identifiers;
import org.florahub.vault.Vault;

/// A statement with all that can be worked out before the writer takes it: the one writer is what everybody waits
/// for.
///
/// @param entry        as handed in
/// @param identifiers  whom it names
/// @param open         its fields that are not personal
/// @param openJson     the same, as stored
/// @param personal     its personal fields
/// @param personalJson the same, as sealed
/// @param occurred     date, `T`, time; as far as stated
/// @param content      keyed hash of sender and canonical content
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
record PreparedEntry(
        Entry entry,
        Identifiers identifiers,
        Statement open,
        String openJson,
        Statement personal,
        byte[] personalJson,
        String occurred,
        byte[] content) {

    static final int DIGEST_BYTES = 16;

    static List<PreparedEntry> all(Vault vault, String sender, List<Entry> entries) {
        return entries.stream().map(entry -> of(vault, sender, entry)).toList();
    }

    private static PreparedEntry of(Vault vault, String sender, Entry entry) {
        Statement statement = entry.statement();
        Statement open = statement.only(field -> !field.personal());
        Statement personal = statement.only(Field::personal);
        return new PreparedEntry(
                entry,
                vault.identify(statement),
                open,
                FlatJson.text(open.flatten()),
                personal,
                FlatJson.bytes(personal.flatten()),
                occurred(statement),
                Arrays.copyOf(vault.known().of(sender.getBytes(UTF_8), content(statement)), DIGEST_BYTES));
    }

    /// What makes a statement the same as another: every value but those of the message it came in. The codes in
    /// which values were stated do not count.
    private static byte[] content(Statement statement) {
        var bytes = new ByteArrayOutputStream(512);
        for (Field field : Field.IN_PATH_ORDER) {
            String value = statement.get(field);
            if (value != null && field != Field.MESSAGE_ID && field != Field.MESSAGE_SENT_AT) {
                bytes.writeBytes(field.path().getBytes(UTF_8));
                bytes.write(0);
                bytes.writeBytes(value.getBytes(UTF_8));
                bytes.write(0);
            }
        }
        return bytes.toByteArray();
    }

    private static String occurred(Statement statement) {
        String date = statement.get(Field.OCCURRED_DATE);
        String time = statement.get(Field.OCCURRED_TIME);
        if (date == null) {
            return "";
        }
        return time == null ? date : date + "T" + time;
    }

    /// The day of [#occurred()] since 1970, 0 where none is stated.
    long day() {
        String date = entry.statement().get(Field.OCCURRED_DATE);
        return date == null ? 0 : LocalDate.parse(date).toEpochDay();
    }
}
