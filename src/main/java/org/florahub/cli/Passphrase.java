package org.florahub.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The passphrase of the key store: from a file, else from the environment.
final class Passphrase {

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File whose first line is the key store's passphrase (default: $$FLORA_PASSPHRASE).")
    private @Nullable Path file;

    /// The passphrase, or `null` if neither is given.
    ///
    /// @throws CommandFailed if a file is given that cannot be read
    @Nullable
    String find() {
        Path given = file;
        if (given == null) {
            String variable = System.getenv("FLORA_PASSPHRASE");
            return variable == null ? System.getenv("FLORA_KEYS_PASSPHRASE") : variable;
        }
        return read(given);
    }

    /// The first line of a file.
    ///
    /// @throws CommandFailed if it cannot be read
    static String read(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new CommandFailed("%s cannot be read".formatted(file), e);
        }
    }
}
