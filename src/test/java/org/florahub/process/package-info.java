/// Tests that start the packaged hub as a process of its own and treat it as the world will: from outside, and
/// badly.
@NullMarked
package org.florahub.process;

import org.jspecify.annotations.NullMarked;
