package org.florahub.record;

import org.florahub.event.Problem;

/// A statement that the record did not take.
///
/// @param entry   0-based index in the list of entries that was handed in
/// @param problem why not
public record Refused(int entry, Problem problem) {}
