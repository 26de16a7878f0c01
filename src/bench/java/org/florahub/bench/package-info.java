/// Measures the hub against what a capable engineer writes without it, on this machine, in one run.
///
/// Start at [Bench]. The rival is in `textbook`; both are loaded, timed and checked by the same code ([Runs]).
/// Built by the Maven profile `bench` only.
@NullMarked
package org.florahub.bench;

import org.jspecify.annotations.NullMarked;
