/// The files of a transform folder: what they are called in a version, and where in them a mistake is.
@NullMarked
package org.florahub.transform.source;

import org.jspecify.annotations.NullMarked;
