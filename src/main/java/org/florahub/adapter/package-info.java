/// The folders below `adapters/`: one per connected authority, checked as a whole with all mistakes at once.
@NullMarked
package org.florahub.adapter;

import org.jspecify.annotations.NullMarked;
