/// The textbook route: receive, check, translate, record, forward, one message at a time, with nothing left out that
/// durability needs. Written as a capable engineer would: start at [TextbookRoutes].
@NullMarked
package org.florahub.bench.textbook;

import org.jspecify.annotations.NullMarked;
