/// The kit for integration engineers: what `./flora adapter …` and `./flora translate` find out, as plain records.
///
/// Start at [Workbench]. Every report is a record whose components are the keys of its `--json` form; how it looks
/// on a screen is the command line's business. Nothing here needs a running hub.
@NullMarked
package org.florahub.kit;

import org.jspecify.annotations.NullMarked;
