/// Who is behind a pseudonym: identifiers, names and keys, encrypted. Nothing personal is stored anywhere else.
@NullMarked
package org.florahub.vault;

import org.jspecify.annotations.NullMarked;
