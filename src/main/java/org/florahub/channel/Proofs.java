package org.florahub.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// `GET /proofs/ADAPTER/NAME.proof`: the proof bundles of a receiver's own deliveries. A bundle is there about a second
/// after its delivery; until then, the answer is 404.
///
/// Who may ask is decided by [HttpSecurityConfiguration].
@RestController
final class Proofs {

    private final Adapters adapters;
    private final EdgeProperties edge;

    Proofs(Adapters adapters, EdgeProperties edge) {
        this.adapters = adapters;
        this.edge = edge;
    }

    @GetMapping("/proofs/{adapter}/{name:[A-Za-z0-9][A-Za-z0-9._-]{0,200}\\.proof}")
    ResponseEntity<Resource> proof(@PathVariable String adapter, @PathVariable String name) throws IOException {
        Path file = file(adapter, name);
        if (file == null || !Files.isRegularFile(file)) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new FileSystemResource(file));
    }

    private @Nullable Path file(String adapter, String name) {
        Adapter known = adapters.get(adapter);
        return known == null
                ? null
                : AdapterFolders.of(edge, known.name()).proofs().resolve(name);
    }
}
