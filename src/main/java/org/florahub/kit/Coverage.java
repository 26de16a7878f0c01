package org.florahub.kit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much of what comes in is understood, and how much of what a format could carry has ever been seen.
///
/// @param name     of the adapter or transform
/// @param formats  one for each transform it uses
/// @param problems what keeps a folder from being loaded
public record Coverage(String name, List<Format> formats, List<org.florahub.event.Problem> problems) {

    /// One transform.
    ///
    /// @param transform    `NAME@VERSION`
    /// @param documents    how many were read
    /// @param events       how many events they hold
    /// @param placesMapped places of the documents that slots read
    /// @param percent      of all places that occurred, those that are mapped; `null` if nothing was read
    /// @param unmapped     places that occurred and no template names, with their counts, the most frequent first
    /// @param ignored      `FILE:LINE` of each `{}`: left out on purpose
    /// @param neverFilled  slots that no document filled
    /// @param statuses     that can be read, and those that no document reported
    /// @param codes        for each code list, those of all versions of the format
    /// @param values       for each field that has a closed list of values
    public record Format(
            String transform,
            int documents,
            long events,
            int placesMapped,
            @Nullable Integer percent,
            Map<String, Long> unmapped,
            List<String> ignored,
            List<Slot> neverFilled,
            Seen statuses,
            List<Codes> codes,
            List<Values> values) {}

    /// A slot.
    public record Slot(String template, String where, List<String> fields) {}

    /// Of so many, these were never seen.
    public record Seen(int known, List<String> never) {}

    /// One code list, with the codes of the published one where the folder has it.
    ///
    /// @param file  `NAME.codes`
    /// @param known codes that can be read
    /// @param never those that no document used
    /// @param open  codes of the published list that the table does not have
    public record Codes(String file, String list, String version, int known, List<String> never, List<String> open) {}

    /// One field whose values are listed in the catalogue.
    ///
    /// @param known  how many values it has there
    /// @param never  those that can be read and that no document used
    /// @param noCode those that no code of the format means
    public record Values(String field, int known, List<String> never, List<String> noCode) {}
}
