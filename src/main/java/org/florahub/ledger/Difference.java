package org.florahub.ledger;

/// One thing that does not add up in what a hub keeps. Names places and numbers, never a value of an event.
///
/// @param place    where
/// @param found    what is there
/// @param expected what should be
/// @param remedy   what to do about it, in sentences
public record Difference(String place, String found, String expected, String remedy) {

    /// `PLACE: found …, expected ….` in one line; the remedy is another sentence.
    @Override
    public String toString() {
        return "%s: found %s, expected %s.".formatted(place, found, expected);
    }
}
