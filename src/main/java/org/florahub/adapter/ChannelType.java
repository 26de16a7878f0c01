package org.florahub.adapter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The channels that an adapter.yaml can name, and which settings each of them knows.
enum ChannelType {
    /// A folder. `ready`: suffix of the marker file that says a file is complete; `keep`: how long a copy of an
    /// accepted file stays, as `.done`; `losses`: whether a loss report is put beside each delivered file.
    FILE,
    /// A call to our service; outwards a call to the authority's `endpoint` in SOAP `version` 1.1 or 1.2.
    SOAP,
    /// A durable queue of the hub's broker.
    MQ;

    /// The name in adapter.yaml.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<String> settings(boolean inwards) {
        return switch (this) {
            case FILE -> inwards ? Set.of("ready", "keep") : Set.of("losses");
            case SOAP -> inwards ? Set.of() : Set.of("endpoint", "version");
            case MQ -> Set.of();
        };
    }

    Set<String> required(boolean inwards) {
        return this == SOAP && !inwards ? Set.of("endpoint") : Set.of();
    }

    static @Nullable ChannelType of(String key) {
        return Arrays.stream(values())
                .filter(type -> type.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(ChannelType::key).toList();
    }
}
