/// Translates one message format into statements and back: a template is the message itself with slots in it.
///
/// Start at [Transform]. Pure: no clock, no network, no Camel, no Spring.
@NullMarked
package org.florahub.transform;

import org.jspecify.annotations.NullMarked;
