package org.florahub.ledger;

import java.io.IOException;

/// Where a log is read from: the files of c2sp.org/tlog-tiles below a prefix.
@FunctionalInterface
public interface LogSource {

    /// Reads one file.
    ///
    /// @param path such as `checkpoint` or `tile/0/x001/067`
    /// @throws java.nio.file.NoSuchFileException if it is not there
    /// @throws IOException                       if it cannot be read
    byte[] read(String path) throws IOException;
}
