package org.florahub.transform.schema;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Parameters;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;

/// Lets a schema refer to the schemas beside it and to nothing else: no network, no other folder.
///
/// @param parameters what stands for `{$name}` in the schemas
record SiblingSchemas(List<Path> files, Parameters parameters, Place place) implements LSResourceResolver {

    /// The sibling that is referred to.
    ///
    /// @throws IllegalArgumentException for anything else
    @Override
    public @Nullable LSInput resolveResource(
            String type,
            @Nullable String namespace,
            @Nullable String publicId,
            @Nullable String systemId,
            @Nullable String base) {
        if (systemId == null || base == null) {
            return null;
        }
        String target = URI.create(base).resolve(systemId).toString();
        if (files.stream().noneMatch(file -> same(file.toUri().toString(), target))) {
            throw new IllegalArgumentException(
                    "A schema refers to %s, which is not beside it; put the file into the folder".formatted(systemId));
        }
        LSInput input = input();
        input.setSystemId(target);
        input.setByteStream(open(target));
        return input;
    }

    /// The content of one of the schemas.
    InputStream open(String uri) {
        Path file = files.stream()
                .filter(candidate -> same(candidate.toUri().toString(), uri))
                .findFirst()
                .orElseThrow();
        try {
            return new ByteArrayInputStream(parameters.in(
                    Files.readAllBytes(file), new Place("%s/%s".formatted(place.file(), file.getFileName()), 0, 0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LSInput input() {
        try {
            var ls = (DOMImplementationLS)
                    DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            return ls.createLSInput();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(String file, String target) {
        return file.replaceFirst("^file:/+", "/").equals(target.replaceFirst("^file:/+", "/"));
    }
}
