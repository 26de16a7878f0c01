package org.florahub.ledger;

import java.nio.file.Path;

/// One file that was asked about.
///
/// @param file    as it was asked for or found
/// @param verdict on it
record Checked(Path file, Verdict verdict) {}
