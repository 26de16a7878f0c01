/// JMH over single steps; `./flora bench --micro PATTERN` runs them.
@NullMarked
package org.florahub.bench.micro;

import org.jspecify.annotations.NullMarked;
