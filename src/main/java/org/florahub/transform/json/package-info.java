/// JSON by templates, and the hub's own events as CloudEvents.
@NullMarked
package org.florahub.transform.json;

import org.jspecify.annotations.NullMarked;
