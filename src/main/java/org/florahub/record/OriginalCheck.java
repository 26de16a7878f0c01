package org.florahub.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.florahub.ledger.Findings;
import org.florahub.record.SealedOriginal.Place;
import org.florahub.vault.DamagedVaultException;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Looks for the original of every message: whether it is there, as long as it should be and, with the vault,
/// whether every frame of it opens.
final class OriginalCheck {

    private static final int PAGE = 500;

    private final Path folder;
    private final Readers readers;
    private final @Nullable Originals originals;
    private final Findings findings;
    private long there;

    OriginalCheck(Path folder, Readers readers, @Nullable Vault vault, Findings findings) {
        this.folder = folder;
        this.readers = readers;
        this.findings = findings;
        this.originals = vault == null ? null : new Originals(folder, vault, () -> {});
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier
    private record Row(long no, long sizeBytes, Place place, byte[] wrappedKey) {}

    long run(LongConsumer progress) {
        List<Row> page = page(0);
        while (!page.isEmpty()) {
            page.forEach(this::look);
            long last = page.getLast().no;
            progress.accept(last);
            page = page(last);
        }
        return there;
    }

    private List<Row> page(long after) {
        return readers.read(connection -> new Prepared(
                        connection,
                        "SELECT no, size, own_file, segment, segment_offset, wrapped_key FROM message"
                                + " WHERE no > ? AND wrapped_key IS NOT NULL ORDER BY no LIMIT ?")
                .all(
                        row -> new Row(
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3) == null
                                        ? new Place.InSegment(row.getInt(4), row.getLong(5))
                                        : new Place.OwnFile(row.getString(3)),
                                row.getBytes(6)),
                        after,
                        PAGE));
    }

    private void look(Row row) {
        there++;
        String wrong = wrong(row);
        if (wrong != null && stillRecorded(row)) {
            findings.add(
                    "originals/%s, message %d".formatted(file(row).getFileName(), row.no),
                    wrong,
                    "the %,d bytes that were received, sealed".formatted(row.sizeBytes),
                    "Restore this file from its backup; the message's events are not touched by it.");
        }
    }

    private @Nullable String wrong(Row row) {
        try {
            long end = Files.size(file(row));
            long from = row.place instanceof Place.InSegment in ? in.offset() : 0;
            if (end < from + FrameCipher.sealedSize(row.sizeBytes)) {
                return "a file that ends early, at byte %,d".formatted(end);
            }
            return opens(row) ? null : "bytes that its key does not open";
        } catch (NoSuchFileException _) {
            return "no file";
        } catch (IOException e) {
            return "a file that cannot be read (%s)".formatted(e.getClass().getSimpleName());
        }
    }

    private boolean opens(Row row) {
        if (originals == null) {
            return true;
        }
        try (InputStream in = originals.open(row.place, row.sizeBytes, row.wrappedKey)) {
            return in.transferTo(OutputStream.nullOutputStream()) == row.sizeBytes;
        } catch (IOException | DamagedVaultException _) {
            return false;
        }
    }

    private Path file(Row row) {
        return switch (row.place) {
            case Place.OwnFile(String name) -> folder.resolve(name);
            case Place.InSegment in -> Segments.path(folder, in.segment());
            case Place.Pending _ -> throw new IllegalStateException("Not written yet");
        };
    }

    /// Whether it has not been erased meanwhile.
    private boolean stillRecorded(Row row) {
        return readers.find(connection -> new Prepared(connection, "SELECT wrapped_key FROM message WHERE no = ?")
                        .first(found -> found.getBytes(1), row.no))
                .filter(key -> Arrays.equals(key, row.wrappedKey))
                .isPresent();
    }
}
