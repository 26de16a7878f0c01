/// Who gets what, and getting it there: competence, minimisation, units, order, retry, proof.
///
/// Start at [Dispatcher]: one worker per destination takes what the outbox holds for it, renders it in the
/// destination's own format and hands it to a [Sender], the port that the edge implements. Every repeat of a
/// delivery has the same id and the same bytes. The package knows no channel, no Camel and no Spring.
@NullMarked
package org.florahub.delivery;

import org.jspecify.annotations.NullMarked;
