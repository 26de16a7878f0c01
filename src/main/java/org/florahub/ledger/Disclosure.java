package org.florahub.ledger;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// An event as one recipient may see it: shown fields with their keys, and for each other field only the digest that
/// hides it, all in the order of the paths. The paths of withheld fields are not in it.
///
/// @param parts at least one; paths of shown parts ascend
public record Disclosure(List<Part> parts) {

    public Disclosure {
        parts = List.copyOf(parts);
    }

    /// One field of the event.
    public sealed interface Part {}

    /// A field that the recipient may read.
    ///
    /// @param key 32 bytes, of this field of this event alone
    public record Shown(String path, String value, Hash key) implements Part {}

    /// A field that the recipient may not read.
    ///
    /// @param digest keyed with a key that the recipient does not get
    public record Withheld(Hash digest) implements Part {}

    /// The shown fields.
    public SortedMap<String, String> shown() {
        var shown = new TreeMap<String, String>();
        for (Part part : parts) {
            if (part instanceof Shown(String path, String value, Hash _)) {
                shown.put(path, value);
            }
        }
        return Collections.unmodifiableSortedMap(shown);
    }

    /// How many fields are withheld.
    public int withheld() {
        return parts.size() - shown().size();
    }

    /// The ledger entry that this discloses, computed from its parts.
    ///
    /// @throws InvalidProofException if a path or value is not in its canonical form, or the paths do not ascend
    public byte[] entry() {
        return Commitment.entry(this);
    }
}
