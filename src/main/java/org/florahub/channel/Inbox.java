package org.florahub.channel;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.florahub.intake.Content;
import org.florahub.intake.Receipt;

/// Where an authority drops files and finds the answers: a folder of this machine, or one of its own server. Used by
/// one thread.
///
/// Every method throws [AwayException] when the place as such cannot be reached, and another [IOException] when one
/// file could not be handled.
interface Inbox extends AutoCloseable {

    /// The plain files whose names are wanted, as they look now.
    Map<String, FileScan.Look> list(Predicate<String> wanted) throws IOException;

    /// Makes the bytes of those files readable that still look as they were found.
    Fetched fetch(List<FileScan.Found> files) throws IOException;

    /// Whether it is still the file that was found.
    boolean isUnchanged(FileScan.Found file) throws IOException;

    /// When the sender last wrote to it, as far as can be told by this machine's clock.
    Instant quietSince(FileScan.Found file);

    /// Puts answers where their sender finds them. When this returns, all are there, whole.
    void answer(List<Folder.Document> documents) throws IOException;

    /// Takes away a file that has a receipt: deletes or keeps it, or sets it aside if it was too large.
    void remove(FileScan.Found file, Receipt receipt) throws IOException;

    /// Deletes a file that has a receipt and could not be removed at first.
    void delete(FileScan.Found file) throws IOException;

    /// Forgets what may be forgotten; called before each look.
    default void tidy() throws IOException {}

    @Override
    default void close() {}

    /// Bytes of files, readable until closed.
    interface Fetched extends AutoCloseable {

        /// In the order in which they were asked for, without those that have changed or cannot be read.
        Map<FileScan.Found, Content> contents();

        /// Those that cannot be read, and why.
        default Map<FileScan.Found, IOException> failures() {
            return Map.of();
        }

        @Override
        default void close() throws IOException {}
    }
}
