/// Translates one message format into statements and back: a template is the message itself with slots in it.
///
/// Start at [Transform]. From the bottom up: `source` reads the files of a folder, `codes` its code lists, `convert`
/// turns values into texts, `template` is what all templates share, and `xml`, `json`, `row` and `bound` are the
/// engines. This package puts a folder together and checks it as a whole. Pure: no clock, no network, no Camel, no
/// Spring.
@NullMarked
package org.florahub.transform;

import org.jspecify.annotations.NullMarked;
