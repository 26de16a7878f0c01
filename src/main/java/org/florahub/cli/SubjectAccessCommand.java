package org.florahub.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Lists what is held about one person. The identifier is asked for or read, never given as an argument: arguments are
/// seen by every user of the machine and kept by shells.
@Command(
        name = "subject-access",
        description = "Lists what is held about one person and who received it (Article 15 GDPR), in German.")
final class SubjectAccessCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OperatorLogin login = new OperatorLogin();

    @ArgGroup(multiplicity = "1")
    private By by = new By();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "File whose first line is the identifier, - for the input (default: it is asked for).")
    private @Nullable Path from;

    @ArgGroup
    private Form form = new Form();

    /// What the identifier is.
    static final class By {

        @Option(names = "--azr", required = true, description = "By AZR number.")
        private boolean azr;

        @Option(names = "--file", required = true, description = "By BAMF file number.")
        private boolean file;

        @SuppressWarnings("UnusedVariable") // what is neither of the others
        @Option(names = "--arrival", required = true, description = "By the number of a proof of arrival.")
        private boolean arrival;

        private Field field() {
            if (azr) {
                return Field.PERSON_AZR_NUMBER;
            }
            return file ? Field.CASE_BAMF_FILE_NUMBER : Field.PERSON_ARRIVAL_NUMBER;
        }
    }

    /// How it is printed; text unless one is chosen.
    static final class Form {

        @Option(names = "--json", description = "Print JSON for programs.")
        private boolean json;

        @Option(names = "--html", description = "Print a page to send or print.")
        private boolean html;
    }

    @Override
    public Integer call() {
        String identifier = identifier();
        try (HubClient hub = login.connect()) {
            JsonNode found =
                    hub.post("/ops/subject-access", Map.of("field", by.field().path(), "value", identifier));
            var page = new SubjectPage(found);
            String text = form.json ? found.toPrettyString() : form.html ? page.html() : page.text();
            spec.commandLine().getOut().println(text);
        }
        return 0;
    }

    private String identifier() {
        Path file = from;
        try {
            if (file == null) {
                return Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .map(console -> console.readLine("Identifier: "))
                        .orElseThrow(() -> new CommandFailed(
                                "no identifier and nobody to ask: give --from FILE, or - for the input"))
                        .strip();
            }
            if (file.toString().equals("-")) {
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                return Optional.ofNullable(in.readLine()).orElse("").strip();
            }
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new CommandFailed("%s cannot be read".formatted(file), e);
        }
    }
}
