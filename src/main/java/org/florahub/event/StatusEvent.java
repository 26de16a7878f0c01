package org.florahub.event;

import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One status of one person in one case, as the hub recorded it. A fact: never edited. A correction or retraction is
/// a new event whose [#refers] names the old one.
///
/// Pseudonymous: the statement holds no [Field#personal()] field; those lie in the vault.
///
/// @param id         given by the hub
/// @param caseRef    pseudonym of the case
/// @param personRef  pseudonym of the person
/// @param statement  what was said, without personal fields
/// @param refers     the event that this one corrects or retracts
/// @param regime     which law the case followed when this was recorded
/// @param source     the authority that sent it, as the hub authenticated it
/// @param land       its Land, or `null` for a federal authority
/// @param adapter    adapter and its version, `NAME@VERSION`
/// @param transform  transform and its version, `NAME@VERSION`
/// @param recordedAt when the hub recorded it, milliseconds, UTC
public record StatusEvent(
        EventId id,
        CaseRef caseRef,
        PersonRef personRef,
        Statement statement,
        @Nullable EventId refers,
        Regime regime,
        Authority source,
        @Nullable Land land,
        String adapter,
        String transform,
        Instant recordedAt) {

    /// The status key of the catalogue.
    public String status() {
        return statement.require(Field.STATUS);
    }

    /// The flat form to which a ledger leaf commits: all of this event and the personal fields given beside it,
    /// sorted by the bytes of the paths.
    ///
    /// @param personal the personal fields from the vault
    public TreeMap<String, String> flatten(Statement personal) {
        var flat = new TreeMap<>(statement.flatten());
        flat.putAll(personal.flatten());
        flat.put("id", id.toString());
        flat.put("case", caseRef.toString());
        flat.put("person", personRef.toString());
        if (refers != null) {
            flat.put("refers", refers.toString());
        }
        flat.put("regime", regime.key());
        flat.put("source", source.toString());
        if (land != null) {
            flat.put("land", land.key());
        }
        flat.put("adapter", adapter);
        flat.put("transform", transform);
        flat.put("recordedAt", recordedAt.toString());
        return flat;
    }
}
