package org.florahub.event;

/// The code in which the sender stated a value: kept so that nobody has to guess later what was meant.
///
/// @param list    URI of the code list
/// @param version version of that list
/// @param code    the code as it stood in the message
public record CodedValue(String list, String version, String code) {}
