/// The edge: folders, SOAP and queues. The only package that knows Camel, JMS, Artemis or CXF.
@NullMarked
package org.florahub.channel;

import org.jspecify.annotations.NullMarked;
