package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    @TempDir
    Path folder;

    @Test
    void knowsTheRightPasswordAndNoOther() throws IOException {
        Path file = file(Map.of("alpha", "correct-horse-battery"));
        Credentials credentials = Credentials.open(file, Set.of("alpha"));
        assertThat(credentials.isRight("alpha", "correct-horse-battery")).isTrue();
        assertThat(credentials.isRight("alpha", "correct-horse-battery")).isTrue();
        assertThat(credentials.isRight("alpha", "correct-horse-batterz")).isFalse();
        assertThat(credentials.isRight("beta", "correct-horse-battery")).isFalse();
        assertThat(credentials.isRight("alpha", null)).isFalse();
    }

    @Test
    void keepsNoPasswordInTheFileAndLetsOnlyItsOwnerReadIt() throws IOException {
        Path file = file(Map.of("alpha", "correct-horse-battery"));
        assertThat(file).content().doesNotContain("correct-horse");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void takesANewPasswordWithoutARestart() throws IOException {
        Path file = file(Map.of("alpha", "correct-horse-battery", "beta", "another-long-password"));
        Credentials credentials = Credentials.open(file, Set.of("alpha"));
        assertThat(credentials.isRight("alpha", "correct-horse-battery")).isTrue();
        Credentials.set(file, "alpha", "a-new-password-now");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_900_000_000_000L));
        assertThat(credentials.isRight("alpha", "correct-horse-battery")).isFalse();
        assertThat(credentials.isRight("alpha", "a-new-password-now")).isTrue();
        assertThat(credentials.isRight("beta", "another-long-password")).isTrue();
    }

    @Test
    void listsEveryoneWithoutAPasswordAndTheCommand() {
        assertThatThrownBy(() -> Credentials.open(folder.resolve("none"), Set.of("alpha", "beta")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("./flora credentials set alpha --data " + folder)
                .hasMessageContaining("./flora credentials set beta --data " + folder);
    }

    @Test
    void replacesAnEntryThatCannotBeReadAsItAdvises() throws IOException {
        Path file = file(Map.of("alpha", "correct-horse-battery", "beta", "another-long-password"));
        Files.writeString(file, Files.readString(file).replaceFirst("alpha=pbkdf2", "alpha=pbkdf3"));
        assertThatThrownBy(() -> Credentials.open(file, Set.of("alpha")))
                .hasMessageContaining("./flora credentials set alpha --data " + folder);
        Credentials.set(file, "alpha", "a-new-password-now");
        Credentials repaired = Credentials.open(file, Set.of("alpha"));
        assertThat(repaired.isRight("alpha", "a-new-password-now")).isTrue();
        assertThat(repaired.isRight("beta", "another-long-password")).isTrue();
    }

    @Test
    void refusesAShortPasswordAndAStrangeName() {
        Path file = folder.resolve("credentials.properties");
        assertThatThrownBy(() -> Credentials.set(file, "alpha", "short"))
                .hasMessageContaining("12 to 200")
                .hasMessageNotContaining("short,");
        assertThatThrownBy(() -> Credentials.set(file, "a=b", "long-enough-password"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesPasswordsThatItTakes() throws IOException {
        String password = Credentials.newPassword();
        Path file = file(Map.of("alpha", password));
        assertThat(Credentials.open(file, Set.of()).isRight("alpha", password)).isTrue();
        assertThat(password).hasSize(22).isNotEqualTo(Credentials.newPassword());
    }

    private Path file(Map<String, String> passwords) throws IOException {
        Path file = folder.resolve("credentials.properties");
        Credentials.setAll(file, passwords);
        return file;
    }
}
