package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    private Path data;

    @Test
    void removesWhatACrashLeftInClearAlsoOfAnAdapterThatIsGone() throws IOException {
        Path queue = file("broker/spool/gone/message1.tmp");
        Path post = file("http/gone/document1.tmp");
        Path fetched = file("exchange/gone/fetched/message1.tmp");
        Path waiting = file("exchange/gone/out/0000000001-abcdef01.xml");

        assertThat(leftovers().remove()).isEqualTo(3);

        assertThat(queue).doesNotExist();
        assertThat(post).doesNotExist();
        assertThat(fetched).doesNotExist();
        assertThat(waiting).exists();
        assertThat(leftovers().remove()).isZero();
    }

    @Test
    void followsNoLinkOutOfItsFolders() throws IOException {
        Path elsewhere = file("elsewhere/kept.txt");
        Files.createDirectories(data.resolve("http"));
        Files.createSymbolicLink(data.resolve("http/linked"), elsewhere.getParent());

        leftovers().remove();

        assertThat(elsewhere).exists();
    }

    private Leftovers leftovers() {
        return new Leftovers(new EdgeProperties(data, Path.of("transforms"), "127.0.0.1", 0, 0, null));
    }

    private Path file(String name) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "Beispielmann");
    }
}
