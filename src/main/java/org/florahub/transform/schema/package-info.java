/// What a folder demands of documents besides its templates: XML schemas and Schematron rules.
@NullMarked
package org.florahub.transform.schema;

import org.jspecify.annotations.NullMarked;
