/// Who gets what, and getting it there: competence, minimisation, units, retry.
@NullMarked
package org.florahub.delivery;

import org.jspecify.annotations.NullMarked;
