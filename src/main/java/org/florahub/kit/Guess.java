package org.florahub.kit;

/// What was taken for what.
///
/// @param place  column, path or characters in the samples
/// @param slot   what the template now has there; `{}` where nothing was recognised
/// @param reason why, without a value of the samples
/// @param sure   whether name and values agree; if not, somebody must look at it
public record Guess(String place, String slot, String reason, boolean sure) {}
