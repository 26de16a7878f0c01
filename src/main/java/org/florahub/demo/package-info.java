/// Partner systems of invented authorities, over real sockets and folders, for the demonstration.
@NullMarked
package org.florahub.demo;

import org.jspecify.annotations.NullMarked;
