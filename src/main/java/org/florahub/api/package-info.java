/// What programs can ask the hub over HTTP: the quarantine, proof bundles and the ledger's public part.
@NullMarked
package org.florahub.api;

import org.jspecify.annotations.NullMarked;
