/// The status schema in XML, bound to records by Jackson, and what stylesheets turn into it.
@NullMarked
package org.florahub.transform.bound;

import org.jspecify.annotations.NullMarked;
