package org.florahub.adapter;

import java.io.IOException;
import java.nio.file.Path;

/// A folder changed while it was read: it is judged when it keeps still.
final class StillWritingException extends IOException {

    StillWritingException(Path folder) {
        super(Samples.shortName(folder) + " is being written");
    }
}
