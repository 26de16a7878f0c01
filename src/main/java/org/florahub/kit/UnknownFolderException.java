package org.florahub.kit;

import java.util.List;

/// There is no adapter and no transform of that name.
public final class UnknownFolderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownFolderException(String name, List<String> known) {
        super("%s: found no adapter and no transform of that name, expected one of %s"
                .formatted(name, String.join(", ", known)));
    }
}
