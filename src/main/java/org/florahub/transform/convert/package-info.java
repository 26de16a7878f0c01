/// Converters between canonical values and texts, each a pair with declared losses.
@NullMarked
package org.florahub.transform.convert;

import org.jspecify.annotations.NullMarked;
