package org.florahub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {

    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

    @TempDir
    Path folder;

    @Test
    void keepsItsKeysAndTheSecretsOfOthers() {
        Path file = folder.resolve("keys/keystore");
        KeyStore created = KeyStore.create(file, PASSPHRASE);
        created.put("log", new byte[] {1, 2, 3});

        KeyStore opened = KeyStore.open(file, PASSPHRASE);

        assertThat(opened.secret("log")).contains(new byte[] {1, 2, 3});
        assertThat(opened.secret("another")).isEmpty();
        for (RootKey root : RootKey.values()) {
            assertThat(opened.root(root)).isEqualTo(created.root(root)).hasSize(32);
        }
        assertThat(opened.root(RootKey.WRAP)).isNotEqualTo(opened.root(RootKey.INDEX));
    }

    @Test
    void isReadableForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("keys/keystore");
        KeyStore.create(file, PASSPHRASE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void lettingOthersPutSecretsDoesNotLetThemReplaceRootKeys() {
        KeyStore keys = KeyStore.create(folder.resolve("keystore"), PASSPHRASE);
        byte[] before = keys.root(RootKey.WRAP);

        keys.put("WRAP", new byte[32]);

        assertThat(keys.root(RootKey.WRAP)).isEqualTo(before);
    }

    @Test
    void refusesAnotherPassphrase() {
        Path file = folder.resolve("keystore");
        KeyStore.create(file, PASSPHRASE);

        assertThatThrownBy(() -> KeyStore.open(file, "another passphrase".toCharArray()))
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContaining("Check the passphrase");
    }

    @Test
    void refusesAShortPassphrase() {
        assertThatThrownBy(() -> KeyStore.create(folder.resolve("keystore"), "short".toCharArray()))
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContaining("at least 12");
    }

    @Test
    void refusesAPassphraseWhoseCharactersTheLocaleDoesNotHave() {
        Path file = folder.resolve("keystore");
        char[] read = "Eine l\uFFFD\uFFFDngere Passphrase".toCharArray();
        String said = "found a passphrase with characters that this locale does not have";

        assertThatThrownBy(() -> KeyStore.create(file, read)).hasMessageContaining(said);
        assertThat(file).doesNotExist();
        KeyStore keys = KeyStore.create(file, PASSPHRASE);
        assertThatThrownBy(() -> keys.changePassphrase(PASSPHRASE, read)).hasMessageContaining(said);
        assertThatThrownBy(() -> KeyStore.open(file, read)).hasMessageContaining(said);
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> KeyStore.open(folder.resolve("none"), PASSPHRASE))
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContaining("backup");
    }

    @Test
    void refusesToReplaceAKeyStore() {
        Path file = folder.resolve("keystore");
        KeyStore.create(file, PASSPHRASE);

        assertThatThrownBy(() -> KeyStore.create(file, PASSPHRASE)).isInstanceOf(BrokenKeyStoreException.class);
    }

    @Test
    void refusesEveryChangedOrMissingByte() throws Exception {
        Path file = folder.resolve("keystore");
        KeyStore.create(file, PASSPHRASE);
        byte[] whole = Files.readAllBytes(file);
        // in the magic, the iterations' low byte, the salt, the nonce, the secrets, the tag
        for (int at : new int[] {0, 13, 35, whole.length / 2, whole.length - 1}) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> KeyStore.open(file, PASSPHRASE))
                    .as("byte %d", at)
                    .isInstanceOf(BrokenKeyStoreException.class);
        }
        for (int length : new int[] {0, 7, 39, 40, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> KeyStore.open(file, PASSPHRASE))
                    .as("%d bytes", length)
                    .isInstanceOf(BrokenKeyStoreException.class);
        }
    }

    @Test
    void changesItsPassphraseAndNothingElse() {
        Path file = folder.resolve("keystore");
        KeyStore keys = KeyStore.create(file, PASSPHRASE);
        byte[] before = keys.root(RootKey.WRAP);
        char[] other = "another passphrase".toCharArray();

        assertThatThrownBy(() -> keys.changePassphrase("a wrong one, long enough".toCharArray(), other))
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContaining("Nothing has changed");
        keys.changePassphrase(PASSPHRASE, other);
        keys.put("log", new byte[] {1});

        assertThatThrownBy(() -> KeyStore.open(file, PASSPHRASE)).isInstanceOf(BrokenKeyStoreException.class);
        KeyStore opened = KeyStore.open(file, other);
        assertThat(opened.root(RootKey.WRAP)).isEqualTo(before);
        assertThat(opened.secret("log")).contains(new byte[] {1});
    }

    @Test
    void keepsTheFormerWrappingKeyUntilItIsForgotten() {
        Path file = folder.resolve("keystore");
        KeyStore keys = KeyStore.create(file, PASSPHRASE);
        byte[] before = keys.root(RootKey.WRAP);

        keys.renewWrap(Instant.EPOCH);

        KeyStore opened = KeyStore.open(file, PASSPHRASE);
        assertThat(opened.root(RootKey.WRAP)).isEqualTo(keys.root(RootKey.WRAP)).isNotEqualTo(before);
        assertThat(opened.formerWrap()).contains(before);
        assertThatThrownBy(() -> opened.renewWrap(Instant.EPOCH)).isInstanceOf(IllegalStateException.class);
        opened.forgetFormerWrap();
        assertThat(KeyStore.open(file, PASSPHRASE).formerWrap()).isEmpty();
    }

    @Test
    void stillReadsAFileOfVersion1() throws Exception {
        Path file = folder.resolve("keystore");
        Files.write(
                file,
                HexFormat.of()
                        .parseHex(Files.readString(Path.of("src/test/resources/vault/keystore-1.hex"))
                                .strip()));

        KeyStore opened = KeyStore.open(file, "a passphrase of version one".toCharArray());
        opened.put("log", new byte[] {1});

        assertThat(opened.shown()).extracting(KeyStore.Shown::name).containsExactly("INDEX", "KNOWN", "WRAP");
        assertThat(KeyStore.open(file, "a passphrase of version one".toCharArray())
                        .shown())
                .isEqualTo(opened.shown());
    }

    @Test
    void tellsADamagedFileFromAnotherPassphrase() throws Exception {
        Path file = folder.resolve("keystore");
        KeyStore.create(file, PASSPHRASE);
        byte[] whole = Files.readAllBytes(file);

        assertThatThrownBy(() -> KeyStore.open(file, "another passphrase".toCharArray()))
                .hasMessageContaining("found another passphrase, expected");
        whole[whole.length / 2] ^= 1;
        Files.write(file, whole);
        assertThatThrownBy(() -> KeyStore.open(file, "another passphrase".toCharArray()))
                .hasMessageContaining("found a key store with bytes missing or changed");
    }

    @Test
    void isForTheOwnerAloneAndNeverPrintsAKey() throws Exception {
        Path file = folder.resolve("keystore");
        KeyStore keys = KeyStore.create(file, PASSPHRASE);
        keys.put("log", "a secret in plain sight".getBytes(StandardCharsets.UTF_8));

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("plain sight");
        assertThat(keys.toString()).isEqualTo("KeyStore[" + file + "]");
    }
}
