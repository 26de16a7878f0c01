package org.florahub.transform;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;

/// Lets a schema refer to the schemas beside it and to nothing else: no network, no other folder.
final class SiblingSchemas implements LSResourceResolver {

    private final List<String> allowed;

    SiblingSchemas(List<Path> files) {
        this.allowed = files.stream().map(file -> file.toUri().toString()).toList();
    }

    /// Leaves the reference to the compiler if it is a sibling.
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
        String target = java.net.URI.create(base).resolve(systemId).toString();
        if (allowed.stream().noneMatch(file -> same(file, target))) {
            throw new IllegalArgumentException(
                    "A schema refers to %s, which is not beside it; put the file into the folder".formatted(systemId));
        }
        return null;
    }

    private static boolean same(String file, String target) {
        return file.replaceFirst("^file:/+", "/").equals(target.replaceFirst("^file:/+", "/"));
    }
}
