package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// What all templates of a folder have in common: how documents of the format are read. Immutable and thread-safe.
sealed interface Engine permits XmlEngine, CsvEngine, CloudEventsEngine {

    String mediaType();

    String extension();

    boolean takesRecordsSingly();

    List<? extends Template> templates();

    Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException;
}
