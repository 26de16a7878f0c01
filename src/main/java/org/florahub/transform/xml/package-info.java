/// XML by templates, and the documents of XStream, which are turned into plain XML first.
@NullMarked
package org.florahub.transform.xml;

import org.jspecify.annotations.NullMarked;
