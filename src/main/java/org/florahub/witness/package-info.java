/// Witnesses of the transparency log: the node that another authority runs, and what a hub asks of such nodes.
///
/// A witness is started by [WitnessServer] on a [WitnessFolder]. It knows no event and no case, only checkpoints.
/// It starts without Spring, and serves with the JDK's own HTTP server.
@NullMarked
package org.florahub.witness;

import org.jspecify.annotations.NullMarked;
