package org.florahub.record;

import java.nio.file.Path;

/// Another hub has this data folder open. Two would overwrite each other's record.
public final class StoreInUseException extends RuntimeException {

    StoreInUseException(Path folder) {
        super(
                "%s: found another hub that has this data folder open, expected none. Stop it, or give this one a folder of its own."
                        .formatted(folder));
    }
}
