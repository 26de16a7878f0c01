package org.florahub.demo;

import java.io.IOException;
import java.util.function.Consumer;

/// The system of one authority, as the hub meets it: it sends, is answered, and receives. It knows the hub's
/// addresses and its own credentials, nothing else. Thread-safe.
interface Partner extends AutoCloseable {

    /// The name under which the hub knows it.
    String name();

    /// Sends one message and waits for the answer.
    ///
    /// @throws IOException if the hub cannot be reached, or does not answer in time
    Reply send(Letter letter) throws IOException, InterruptedException;

    /// Starts to receive; each delivery is handed over once.
    void receive(Consumer<Arrival> arrivals) throws IOException;

    /// Stops receiving and closes its connections.
    @Override
    void close();
}
