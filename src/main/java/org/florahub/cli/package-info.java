/// The command line: `./flora COMMAND`.
@NullMarked
package org.florahub.cli;

import org.jspecify.annotations.NullMarked;
