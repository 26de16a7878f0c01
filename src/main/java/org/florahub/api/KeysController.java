package org.florahub.api;

import java.security.Principal;
import java.util.List;
import org.florahub.record.KeyRotation;
import org.florahub.record.Store;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The hub's keys, for operators: what there is, a new wrapping key, another passphrase. No answer holds a key.
@RestController
@RequestMapping("/ops/keys")
class KeysController {

    private static final System.Logger LOG = System.getLogger(KeysController.class.getName());

    private final KeyStore keys;
    private final KeyRotation rotation;

    KeysController(KeyStore keys, Store store) {
        this.keys = keys;
        this.rotation = store.rotation();
    }

    /// @param since empty if it is not known
    record Key(String name, String since, String fingerprint) {}

    /// @param rotation how far the keys of cases and originals are wrapped anew
    record Shown(String keyStore, List<Key> keys, KeyRotation.Progress rotation) {}

    /// @param present to show that it is known
    record Passphrases(String present, String fresh) {

        /// Never prints one.
        @Override
        public String toString() {
            return "Passphrases";
        }
    }

    /// @param reason why a call was not done, and what to do
    record Refusal(@Nullable String reason) {}

    @GetMapping
    Shown list() {
        List<Key> all = keys.shown().stream()
                .map(key -> new Key(
                        key.name(), key.since() == null ? "" : key.since().toString(), key.fingerprint()))
                .toList();
        return new Shown(keys.path().toString(), all, rotation.progress());
    }

    @PostMapping("/rotate")
    ResponseEntity<?> rotate(Principal operator) {
        return rotation.begin(operator.getName())
                ? ResponseEntity.ok(list())
                : ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(new Refusal(
                                "A rotation is going on still; see: flora keys list. Rotate when it is done."));
    }

    @PostMapping("/passphrase")
    Shown passphrase(@RequestBody Passphrases change, Principal operator) {
        keys.changePassphrase(change.present.toCharArray(), change.fresh.toCharArray());
        LOG.log(System.Logger.Level.INFO, "{0} has changed the passphrase of the key store", operator.getName());
        return list();
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(BrokenKeyStoreException e) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(new Refusal(e.getMessage()));
    }
}
