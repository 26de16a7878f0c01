/// Formats made of rows: CSV, fixed-width records and sheets of workbooks.
@NullMarked
package org.florahub.transform.row;

import org.jspecify.annotations.NullMarked;
