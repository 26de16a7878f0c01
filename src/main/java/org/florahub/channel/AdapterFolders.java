package org.florahub.channel;

import java.nio.file.Path;

/// The exchange folders of one adapter.
///
/// @param root `DATA/exchange/ADAPTER`
record AdapterFolders(Path root) {

    static AdapterFolders of(EdgeProperties edge, String adapter) {
        return new AdapterFolders(edge.exchangeFolder().resolve(adapter));
    }

    /// Where the authority drops files.
    Path in() {
        return root.resolve("in");
    }

    /// Where it finds receipts and rejections.
    Path answers() {
        return root.resolve("answers");
    }

    /// Where it finds events of others.
    Path out() {
        return root.resolve("out");
    }

    /// Where files lie that were too large to be read.
    Path refused() {
        return root.resolve("refused");
    }

    /// Where large files of the authority's own server lie while they are taken.
    Path fetched() {
        return root.resolve("fetched");
    }
}
