package org.florahub.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;

/// Finds the messages whose originals name a case by one of its identifiers, among those whose events do not tell
/// everything that stands in them: rejected ones, and such that repeat what was known. Looks into workbooks and other
/// packed files, too.
final class NamingMessages {

    private static final String CANDIDATES = "SELECT " + MessageRow.COLUMNS
            + " FROM message WHERE wrapped_key IS NOT NULL AND no > ?"
            + " AND (disposition <> 'accepted' OR already_known > 0 OR rejected > 0) ORDER BY no LIMIT 500";

    /// An identifier shorter than this would be found everywhere.
    private static final int SHORTEST = 6;

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Vault vault;
    private final Readers readers;
    private final Originals originals;

    NamingMessages(Vault vault, Readers readers, Originals originals) {
        this.vault = vault;
        this.readers = readers;
        this.originals = originals;
    }

    List<Long> of(UUID caseRef) {
        return naming(readers.read(connection -> vault.identifiersOf(connection, caseRef)));
    }

    List<Long> naming(List<String> values) {
        List<String> identifiers =
                values.stream().filter(value -> value.length() >= SHORTEST).toList();
        var naming = new ArrayList<Long>();
        long after = 0;
        while (!identifiers.isEmpty()) {
            long from = after;
            List<MessageRow> page =
                    readers.read(connection -> new Prepared(connection, CANDIDATES).all(MessageRow::read, from));
            if (page.isEmpty()) {
                break;
            }
            page.stream()
                    .filter(row -> names(row, identifiers))
                    .map(row -> row.message().no())
                    .forEach(naming::add);
            after = page.getLast().message().no();
        }
        return naming;
    }

    private boolean names(MessageRow row, List<String> identifiers) {
        byte[] key = row.wrappedKey();
        if (key == null || row.message().sizeBytes() == 0) {
            return false;
        }
        try (InputStream in = originals.open(row.place(), row.message().sizeBytes(), key)) {
            byte[] bytes = in.readAllBytes();
            return holds(bytes, identifiers) || packed(bytes, identifiers);
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Message %d: found that its original does not open, expected one that can be searched. Restore it."
                            .formatted(row.message().no()),
                    e);
        }
    }

    private static boolean packed(byte[] bytes, List<String> identifiers) throws IOException {
        if (bytes.length < ZIP.length || !java.util.Arrays.equals(bytes, 0, ZIP.length, ZIP, 0, ZIP.length)) {
            return false;
        }
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            while (zip.getNextEntry() != null) {
                if (holds(zip.readAllBytes(), identifiers)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// ISO 8859-1 keeps every byte as one character, so that a search of the text is a search of the bytes.
    private static boolean holds(byte[] bytes, List<String> identifiers) {
        String text = new String(bytes, ISO_8859_1);
        return identifiers.stream()
                .anyMatch(value -> Set.of(UTF_8, UTF_16LE, UTF_16BE).stream()
                        .anyMatch(charset -> text.contains(encoded(value, charset))));
    }

    private static String encoded(String value, Charset charset) {
        return new String(value.getBytes(charset), ISO_8859_1);
    }
}
