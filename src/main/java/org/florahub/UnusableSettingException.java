package org.florahub;

import org.jspecify.annotations.Nullable;

/// A setting is missing or cannot be used: the hub does not start. The message names the setting and what to do.
public final class UnusableSettingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableSettingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
