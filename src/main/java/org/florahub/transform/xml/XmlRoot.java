package org.florahub.transform.xml;

import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.Regime;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.jspecify.annotations.Nullable;

/// What the root of an XML template says of the whole: `f:set`, `f:regime`, `f:direction`, `f:versions`, `f:refuse`.
///
/// @param versions names of the versions that the template belongs to, `null` for all
/// @param refuses  why messages of this kind are not taken, `null` if they are
record XmlRoot(
        Map<Field, String> set,
        @Nullable Regime regime,
        Directives.Direction direction,
        @Nullable Set<String> versions,
        @Nullable String refuses) {

    static final Set<String> DIRECTIVES = Set.of("set", "regime", "direction", "versions", "refuse");

    static final XmlRoot PLAIN = new XmlRoot(Map.of(), null, Directives.Direction.BOTH, null, null);

    static XmlRoot of(Map<String, String> directives, FormatVersion version, Place at, Findings findings) {
        String facts = directives.get("set");
        return new XmlRoot(
                facts == null ? Map.of() : Directives.set(facts, at, findings),
                Directives.regime(directives.get("regime"), at, findings),
                Directives.direction(directives.get("direction"), at, findings),
                Directives.versions(directives.get("versions"), version, at, findings),
                directives.get("refuse"));
    }

    /// Why messages of this kind are not taken in that version, `null` if they are.
    @Nullable
    Mismatch refusal(FormatVersion version) {
        if (versions != null && !versions.contains(version.name())) {
            return new Mismatch(
                    "V000",
                    "a message type that version %s does not have".formatted(version.name()),
                    "version " + String.join(", ", versions),
                    "Send it in a version that has it.");
        }
        return refuses == null
                ? null
                : new Mismatch(
                        "T080",
                        "a message that states no status: " + refuses,
                        "a message that states a status",
                        "Send it to the office that works on it; the hub passes on statuses only.");
    }
}
