package org.florahub.record;

import org.florahub.event.Statement;

/// One statement of a message, as a transform read it.
///
/// @param statement what it says, personal fields included
/// @param line      where it stands in the message, 1-based; 0 where there are no lines
public record Entry(Statement statement, int line) {}
