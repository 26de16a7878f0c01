package org.florahub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseFileTest {

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("passphrase"), "correct horse\nand a second line\n");
    }

    private void rights(String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rw-r-----"})
    void isReadByItsOwnerAndAGroup(String rights) throws IOException {
        rights(rights);

        assertThat(PassphraseFile.read(file)).isEqualTo("correct horse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--"})
    void isRefusedWhenEverybodyCanReadIt(String rights) throws IOException {
        rights(rights);

        assertThatThrownBy(() -> PassphraseFile.read(file))
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContainingAll(file.toString(), rights, "chmod o-rwx")
                .hasMessageNotContaining("horse");
    }

    @ParameterizedTest
    @CsvSource({"none, found no file", "., found a folder", "empty, found an empty first line"})
    void isRefusedInWordsWhenItHoldsNoPassphrase(String name, String found) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\nsecond");
        Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> PassphraseFile.read(folder.resolve(name).normalize()))
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContaining(found);
    }

    @Test
    void isRefusedInWordsWhenItCannotBeRead() throws IOException {
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, '\n'}); // nobody's UTF-8; root reads every file
        rights("rw-------");

        assertThatThrownBy(() -> PassphraseFile.read(file))
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContaining("cannot read, expected a readable one, in UTF-8");
    }
}
