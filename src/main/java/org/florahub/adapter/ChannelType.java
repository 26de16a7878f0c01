package org.florahub.adapter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The channels that an adapter.yaml can name, and which settings each of them knows.
enum ChannelType {
    /// A folder. `ready`: suffix of the marker file that says a file is complete; `keep`: how long a copy of an
    /// accepted file stays, as `.done`; `losses`: whether a loss report is put beside each delivered file.
    FILE,
    /// A folder on the authority's own SFTP server, of which the hub is a client. `address`, `user`, `password` or
    /// `keyFile`, `hostKey` or `knownHosts`, `folder`; inwards also `answers`, `ready`, `interval`; outwards
    /// `losses`.
    SFTP,
    /// A call to our service; outwards a call to the authority's `endpoint` in SOAP `version` 1.1 or 1.2.
    SOAP,
    /// A POST of one document to us; outwards to the authority's `endpoint`, with a bearer `token` if it wants one.
    HTTP,
    /// A durable queue of the hub's broker.
    MQ;

    private static final Set<String> SFTP_BOTH =
            Set.of("address", "user", "password", "keyFile", "keyPassphrase", "hostKey", "knownHosts", "folder");

    private static final Set<String> SFTP_INWARDS = Set.of("answers", "ready", "interval");

    /// The name in adapter.yaml.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<String> settings(boolean inwards) {
        return switch (this) {
            case FILE -> inwards ? Set.of("ready", "keep") : Set.of("losses");
            case SFTP -> with(SFTP_BOTH, inwards ? SFTP_INWARDS : Set.of("losses"));
            case SOAP -> inwards ? Set.of() : Set.of("endpoint", "version");
            case HTTP -> inwards ? Set.of() : Set.of("endpoint", "token");
            case MQ -> Set.of();
        };
    }

    Set<String> required(boolean inwards) {
        return switch (this) {
            case FILE, MQ -> Set.of();
            case SFTP -> inwards ? Set.of("address", "user", "folder", "answers") : Set.of("address", "user", "folder");
            case SOAP, HTTP -> inwards ? Set.of() : Set.of("endpoint");
        };
    }

    /// Pairs of settings of which exactly one must be there.
    List<Choice> choices() {
        return this == SFTP
                ? List.of(new Choice("password", "keyFile"), new Choice("hostKey", "knownHosts"))
                : List.of();
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

    private static Set<String> with(Set<String> settings, Set<String> more) {
        var all = new TreeSet<>(settings);
        all.addAll(more);
        return all;
    }

    /// One or the other.
    record Choice(String one, String other) {}
}
