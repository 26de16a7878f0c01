package org.florahub.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/// The types of canonical values. A value is always a string in the one canonical spelling given here, never empty.
public enum FieldType {
    /// Free text in NFC without control characters, at most 2,000 characters.
    TEXT("text of at most 2,000 characters without control characters"),
    /// A key of words: lower case, digits, hyphens.
    KEY("a key of lower-case letters, digits and hyphens"),
    /// `2026-11-23`
    DATE("a date that exists"),
    /// `14:05` or `14:05:30` or `14:05:30.250`: seconds only where they are known.
    TIME("a time of day"),
    /// `+01:00` or `Z`
    ZONE("an offset from UTC"),
    /// `2026-11-23T13:05:30.250Z`: UTC, ISO 8601.
    INSTANT("a point in time with its zone"),
    /// `true` or `false`
    FLAG("yes or no"),
    /// `prefix:id`, see [Authority].
    AUTHORITY("a DVDV identifier, prefix:id"),
    /// AZR-Nummer: YYMMDD and six digits.
    AZR_NUMBER("an AZR number: 12 digits, the first six shaped like a date"),
    /// BAMF-Aktenzeichen.
    FILE_NUMBER("a BAMF file number: 7 to 10 digits, then groups of -d or -dd"),
    /// Nummer des Ankunftsnachweises: a letter, a space, seven digits.
    ARRIVAL_NUMBER("an Ankunftsnachweis number: a letter, a space, seven digits"),
    /// A UUID, RFC 9562, lower case.
    UUID("a UUID");

    private final String expectation;

    FieldType(String expectation) {
        this.expectation = expectation;
    }

    /// What a value of this type looks like, for error messages: "a date that exists".
    public String expectation() {
        return expectation;
    }

    /// Whether the text is a value of this type in its canonical spelling.
    public boolean accepts(String value) {
        if (value.isEmpty()) {
            return false;
        }
        return switch (this) {
            case TEXT -> value.length() <= 2000 && Shapes.isPrintable(value);
            case KEY -> Shapes.isKey(value);
            case FLAG -> value.equals("true") || value.equals("false");
            case AZR_NUMBER -> Shapes.isAzrNumber(value);
            case FILE_NUMBER -> Shapes.isFileNumber(value);
            case ARRIVAL_NUMBER -> Shapes.isArrivalNumber(value);
            case DATE, TIME, ZONE, INSTANT, AUTHORITY, UUID -> parses(value);
        };
    }

    private boolean parses(String value) {
        try {
            String again = switch (this) {
                case DATE -> LocalDate.parse(value).toString();
                case TIME -> LocalTime.parse(value).toString();
                case ZONE -> ZoneOffset.of(value).toString();
                case INSTANT -> Instant.parse(value).toString();
                case AUTHORITY -> Authority.parse(value).toString();
                case UUID -> java.util.UUID.fromString(value).toString();
                default -> throw new IllegalStateException(name());
            };
            // 14:05:00 is a known second, 14:05 is not: both are canonical although java.time prints them alike
            return again.equals(value) || (this == TIME && (again + ":00").equals(value));
        } catch (DateTimeException | IllegalArgumentException _) {
            return false;
        }
    }
}
