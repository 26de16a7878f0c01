package org.florahub.demo;

/// One message that a partner sends.
///
/// @param name file name or message id; no personal data
/// @param body what is sent
@SuppressWarnings("ArrayRecordComponent") // never compared
record Letter(String name, byte[] body) {}
