package org.florahub.transform.row;

import org.florahub.transform.convert.Mismatch;

/// Why a whole row cannot be read.
///
/// @param cell 0-based, or -1 where it is no single cell
record RowFlaw(int cell, Mismatch mismatch) {}
