package org.florahub.adapter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.florahub.event.Authority;
import org.florahub.event.Field;
import org.florahub.event.Land;
import org.jspecify.annotations.Nullable;

/// One connected authority, as its folder describes it. Immutable.
///
/// @param name        name of the folder; also the authority's user name unless `credentials` says otherwise
/// @param version     first 8 hex digits of the SHA-256 of adapter.yaml
/// @param title       official name of the authority
/// @param land        its Land, or `null` for a federal authority
/// @param authority   its DVDV identifier: what it must state as sender, and how others address it
/// @param language    language of the answers it gets, ISO 639-1
/// @param in          the channels through which it sends; empty if it only receives
/// @param out         the channel through which it receives: none or one
/// @param given       values that its messages do not carry
/// @param receives    which statuses of which cases it is told
/// @param hides       fields that no delivery to it contains
/// @param limits      how much it may send, and how much a delivery may hold
/// @param credentials user name on broker, SOAP and HTTP
public record Adapter(
        String name,
        String version,
        String title,
        @Nullable Land land,
        Authority authority,
        String language,
        List<InChannel> in,
        List<OutChannel> out,
        Map<Field, String> given,
        Receives receives,
        Set<Field> hides,
        Limits limits,
        String credentials) {

    public Adapter {
        in = List.copyOf(in);
        out = List.copyOf(out);
        given = Map.copyOf(given);
        hides = Set.copyOf(hides);
    }

    /// `NAME@VERSION`: how an event remembers by which adapter it came.
    public String identity() {
        return name + "@" + version;
    }

    /// Whether it needs a password of this hub: whoever only exchanges files does not.
    public boolean logsIn() {
        return Stream.concat(in.stream().map(InChannel::type), out.stream().map(OutChannel::type))
                .anyMatch(type -> !type.equals("file") && !type.equals("sftp"));
    }

    /// The channel of that type through which it sends, or `null` if it has none.
    public @Nullable InChannel in(String type) {
        return in.stream()
                .filter(channel -> channel.type().equals(type))
                .findFirst()
                .orElse(null);
    }
}
