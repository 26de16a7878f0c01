package org.florahub.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.florahub.record.SealedOriginal.Place;
import org.jspecify.annotations.Nullable;

/// Appends the short originals of a group to the newest segment file. A new segment is begun at each start, after
/// an error, and when one is full: nothing is ever appended behind bytes of which it is not known whether they are
/// whole. For the writer thread, save [#force()].
final class Segments implements AutoCloseable {

    /// A segment that has reached this length is not appended to any more.
    static final long SEGMENT_BYTES_MAX = 256L << 20;

    private final Path folder;
    private int number;
    private long length;
    private @Nullable FileChannel file;

    Segments(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.list(folder)) {
            number = files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(Originals.SEGMENT))
                    .mapToInt(name -> Integer.parseInt(name, 0, name.length() - Originals.SEGMENT.length(), 10))
                    .max()
                    .orElse(0);
        }
    }

    static Path path(Path folder, int segment) {
        return folder.resolve("%06d%s".formatted(segment, Originals.SEGMENT));
    }

    /// Appends those that are not yet in a segment. They are durable after [#force()].
    ///
    /// @return whether there is anything to force
    boolean append(List<Place.Pending> originals) throws IOException {
        List<Place.Pending> fresh = originals.stream()
                .filter(original -> original.appended() == null)
                .toList();
        if (fresh.isEmpty()) {
            return false;
        }
        FileChannel segment = file != null && length < SEGMENT_BYTES_MAX ? file : begin();
        try {
            long before = length;
            write(segment, fresh.stream().map(Place.Pending::ciphertext).toArray(ByteBuffer[]::new));
            long offset = before;
            for (Place.Pending original : fresh) {
                original.appended(new Place.InSegment(number, offset));
                offset += original.sizeBytes();
            }
            length = offset;
            return true;
        } catch (IOException e) {
            abandon();
            throw e;
        }
    }

    /// Waits until all that was appended is durable.
    void force() throws IOException {
        FileChannel segment = file;
        if (segment != null) {
            segment.force(false);
        }
    }

    /// Never appends to this segment again: what its end holds is not known.
    void abandon() {
        FileChannel segment = file;
        file = null;
        if (segment != null) {
            try {
                segment.close();
            } catch (IOException _) {
                // it is not used any more
            }
        }
    }

    private FileChannel begin() throws IOException {
        abandon();
        FileChannel begun =
                FileChannel.open(path(folder, ++number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            Originals.syncFolder(folder);
        } catch (IOException e) {
            begun.close();
            throw e;
        }
        length = 0;
        file = begun;
        return begun;
    }

    private static void write(FileChannel segment, ByteBuffer[] buffers) throws IOException {
        for (int first = 0; first < buffers.length; ) {
            segment.write(buffers, first, Math.min(512, buffers.length - first));
            while (first < buffers.length && !buffers[first].hasRemaining()) {
                first++;
            }
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
