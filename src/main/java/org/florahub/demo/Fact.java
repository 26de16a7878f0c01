package org.florahub.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a message says about one person, as the partner that sends it knows it.
///
/// @param azrNumber  the person
/// @param fileNumber the case, or `null` before there is a file
/// @param status     key of the status catalogue
/// @param kind       `report`, `correct` or `retract`
/// @param competent  the authority that becomes competent, or `null`
record Fact(
        String azrNumber,
        @Nullable String fileNumber,
        String status,
        String kind,
        @Nullable String competent) {

    static Fact of(Map<String, String> fields) {
        return new Fact(
                required(fields, "person.azrNumber"),
                fields.get("case.bamfFileNumber"),
                required(fields, "status"),
                fields.getOrDefault("kind", "report"),
                fields.get("competent"));
    }

    /// The status as people read it; a correction and a retraction say so.
    String words() {
        return switch (kind) {
            case "correct" -> status + " (corrected)";
            case "retract" -> status + " (retracted)";
            default -> status;
        };
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a sample's expected event has no " + name);
        }
        return value;
    }
}
