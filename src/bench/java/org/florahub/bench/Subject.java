package org.florahub.bench;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.List;

/// A running system under test: where its messages go in and come out. Both systems are loaded and read through this
/// and nothing else.
interface Subject extends AutoCloseable {

    /// How many messages lie in a queue of its embedded broker.
    long depth(String queue);

    /// Connects as the sender.
    ConnectionFactory sender();

    /// Connects as the reader of that queue.
    ConnectionFactory receiver(String queue);

    String inQueue();

    /// Where every XML message arrives, once in each.
    List<String> outQueues();

    /// The folder for XML files.
    Path inbox();

    /// The folder for CSV files.
    Path rowsInbox();

    /// Where every CSV row arrives.
    String rowsQueue();

    /// Waits for the disk so far: commits of the database, flushes of files.
    long durableWaits();

    /// Whether everything recorded so far is under a signed checkpoint; a system without a ledger says yes.
    boolean anchored();

    @Override
    void close();
}
