package org.florahub.transform.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// What all templates of a folder have in common: how documents of the format are read. Immutable and thread-safe.
public interface Engine {

    String mediaType();

    /// Of files, without the dot.
    String extension();

    /// Of documents.
    default Charset charset() {
        return StandardCharsets.UTF_8;
    }

    List<? extends Template> templates();

    /// Reads a document in one pass; see [Transform#read].
    Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException;

    /// An engine that reads what any of several reads, one for each version of the format, each document in its own
    /// version; `null` where the version does not show in a document.
    default @Nullable Engine together(Map<String, Engine> versions) {
        return null;
    }

    /// How records that cannot be taken are given back while others of the document count; `null` where a document
    /// is taken as a whole or not at all.
    default @Nullable Returns returns() {
        return null;
    }

    /// Gives records back in the shape in which they came, with the reasons beside them.
    interface Returns {

        /// Copies records out of a document.
        ///
        /// @param problems by the 1-based line on which the record begins
        /// @param hint     what to tell the sender about a problem
        void copy(
                InputStream document,
                Map<Integer, List<Problem>> problems,
                Function<Problem, String> hint,
                OutputStream out)
                throws IOException;
    }
}
