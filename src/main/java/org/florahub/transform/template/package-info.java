/// What every template has, whatever its format: slots, what it carries, and how a document is read and written
/// through it.
///
/// Start at [Engine] and [Template]; the engines stand beside this package, one for each family of formats.
@NullMarked
package org.florahub.transform.template;

import org.jspecify.annotations.NullMarked;
