package org.florahub.transform.convert;

/// Why a text is not what a slot expects. Prepared once per converter, so that it never holds the text.
///
/// @param code XInneres error code
public record Mismatch(String code, String found, String expected, String remedy) {}
