package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearTextTest {

    @TempDir
    private Path data;

    @Test
    void letsNobodyElseIntoAFolderOfTheHub() throws IOException {
        Path folder = ClearText.ofHub(data.resolve("broker"));
        assertThat(rights(folder)).isEqualTo("rwx------");
    }

    @Test
    void letsOthersIntoAnExchangeFolderByItsGroupAlone() throws IOException {
        Path folder = Folder.ofHub(data.resolve("exchange/alpha/out")).path();
        for (Path made : new Path[] {folder, folder.getParent(), data.resolve("exchange")}) {
            assertThat(Files.getPosixFilePermissions(made))
                    .contains(PosixFilePermission.OWNER_WRITE)
                    .doesNotContain(
                            PosixFilePermission.OTHERS_READ,
                            PosixFilePermission.OTHERS_WRITE,
                            PosixFilePermission.OTHERS_EXECUTE);
        }
    }

    @Test
    void keepsTheRightsThatAnOperatorHasSet() throws IOException {
        Path folder = Files.createDirectories(data.resolve("in"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx--x"));
        assertThat(rights(Folder.ofOthers(folder).path())).isEqualTo("rwxrwx--x");
        assertThat(rights(ClearText.ofHub(folder))).isEqualTo("rwxrwx--x");
    }

    private static String rights(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
