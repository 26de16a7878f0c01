package org.florahub.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.kit.Guess;
import org.florahub.kit.Scaffold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Starts the folders of an authority from what it sent.
@Command(
        name = "new",
        description = {
            "Starts adapters/NAME and transforms/NAME-FORMAT from sample files: CSV, XML, JSON, fixed width, .xlsx,",
            "or what XStream wrote.",
            "Every guess is marked; what only a person can know stays open, and is refused until it is filled in."
        },
        footer = {
            "Exit status: 0 the folders are there; 1 a folder exists, or a sample is not understood; 2 called wrongly."
        })
final class AdapterNewCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name of the new folder: lower-case letters, digits, hyphens.")
    private String name = "";

    @Option(
            names = "--from",
            paramLabel = "SAMPLE",
            arity = "1..*",
            required = true,
            description = "Files as the authority sends them, all of one format. Use invented people.")
    private List<Path> samples = List.of();

    @Option(names = "--land", paramLabel = "LAND", description = "Land key, 01 to 16 (default: a federal authority).")
    private @Nullable String land;

    @Option(
            names = "--authority",
            paramLabel = "ID",
            description = "DVDV identifier, such as ane:050010 (default: left open).")
    private @Nullable String authority;

    @Option(
            names = "--channel",
            paramLabel = "TYPE",
            defaultValue = "file",
            description = "How it sends and receives: file, mq, soap, sftp or http (default: ${DEFAULT-VALUE}).")
    private String channel = "file";

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() {
        Scaffold scaffold =
                Scaffold.create(Home.workbench(), new Scaffold.Request(name, samples, land, authority, channel));
        if (!screen.json(scaffold)) {
            show(scaffold);
        }
        return 0;
    }

    private void show(Scaffold scaffold) {
        Path here = Path.of("").toAbsolutePath();
        scaffold.files().forEach(file -> {
            Path path = Path.of(file);
            screen.line("  %s", path.startsWith(here) ? here.relativize(path) : path);
        });
        screen.line("%n%s", screen.bold("What was taken for what"));
        var rows = new ArrayList<List<String>>();
        for (Guess guess : scaffold.guesses()) {
            rows.add(List.of(guess.sure() ? "" : "?", guess.place(), guess.slot(), guess.reason()));
        }
        screen.table(List.of(" ", "PLACE", "SLOT", "BECAUSE"), rows);
        screen.line("%n%s", screen.bold("Look at this next"));
        scaffold.guesses().stream()
                .filter(guess -> !guess.sure() && !guess.slot().equals("{}"))
                .forEach(guess -> screen.line("  ? %s: is it really %s?", guess.place(), guess.slot()));
        screen.line("");
        screen.problems(scaffold.open());
        screen.line("%nThen, until both are content:");
        screen.line("  ./flora adapter check %s", scaffold.adapter());
        screen.line("  ./flora adapter test %s --update", scaffold.adapter());
        screen.line("  ./flora adapter coverage %s", scaffold.adapter());
    }
}
