/// The canonical model: what a status event is, whatever format it came in.
///
/// A [Statement] is what a message says about one person's status, in canonical [Field]s and with the
/// identifiers it names. Recorded, it becomes a [StatusEvent]: pseudonymous, numbered, never edited.
/// The [StatusCatalogue] says which statuses exist. Everything here is JDK only and immutable.
@NullMarked
package org.florahub.event;

import org.jspecify.annotations.NullMarked;
