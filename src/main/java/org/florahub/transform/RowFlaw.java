package org.florahub.transform;

/// Why a whole row cannot be read.
///
/// @param cell 0-based, or -1 where it is no single cell
record RowFlaw(int cell, Mismatch mismatch) {}
