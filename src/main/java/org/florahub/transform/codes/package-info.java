/// Code lists: tables between the codes of a format and canonical values, written in the folder or published as
/// genericode.
@NullMarked
package org.florahub.transform.codes;

import org.jspecify.annotations.NullMarked;
