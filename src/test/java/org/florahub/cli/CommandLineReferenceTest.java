package org.florahub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// `docs/reference/command-line.md` is what `--help` says. A stale page fails; the right one then lies in
/// `target/docs`.
class CommandLineReferenceTest {

    private static final Path PAGE = Path.of("docs", "reference", "command-line.md");
    private static final String START = "<!-- commands: generated, see CommandLineReferenceTest -->\n";

    @Test
    void everyCommandIsWrittenDown() throws IOException {
        var commands = new StringBuilder(START);
        CommandLine flora = Flora.commandLine();
        flora.setUsageHelpAutoWidth(false).setUsageHelpWidth(110);
        describe(flora, commands);
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : START;
        String right = page.substring(0, page.indexOf(START)) + commands;
        Files.writeString(Files.createDirectories(Path.of("target", "docs")).resolve("command-line.md"), right);

        assertThat(page)
                .as("%s is stale: copy target/docs/command-line.md over it", PAGE)
                .isEqualTo(right);
    }

    private static void describe(CommandLine command, StringBuilder page) {
        String name = command.getCommandSpec().qualifiedName();
        page.append("\n## ").append(name).append("\n```\n");
        page.append(command.getUsageMessage(Ansi.OFF)).append("```\n");
        command.getSubcommands().values().forEach(sub -> describe(sub, page));
    }
}
