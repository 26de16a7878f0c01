package org.florahub.record;

/// What [Recorder#begin] found.
public sealed interface Opening {

    /// The same message was recorded before; this is the answer of that time.
    record Known(Recorded recorded) implements Opening {}

    /// The message is durable and waits for its statements, from [LongRecording#statements()] on.
    record Started(LongRecording recording) implements Opening {}
}
