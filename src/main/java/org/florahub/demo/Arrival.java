package org.florahub.demo;

/// One delivery at a partner, counted once however often the hub repeats it.
///
/// @param partner who received it
/// @param id      what the partner recognises a repetition by: file name, message id
/// @param body    what arrived
/// @param nanos   when, by [System#nanoTime]
@SuppressWarnings("ArrayRecordComponent") // never compared
record Arrival(String partner, String id, byte[] body, long nanos) {}
