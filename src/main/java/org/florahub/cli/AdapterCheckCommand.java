package org.florahub.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.kit.AdapterCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says everything that is wrong at once.
@Command(
        name = "check",
        description = "Checks adapter and transform folders and names every mistake at once: file, line, remedy.",
        footer = {"Exit status: 0 all in order; 1 mistakes; 2 there is no folder of that name."})
final class AdapterCheckCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Adapters or transforms; with an adapter its transforms are checked too (default: all).")
    private List<String> names = List.of();

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() {
        AdapterCheck check = AdapterCheck.of(Home.workbench(), names);
        if (!screen.json(check)) {
            screen.problems(check.problems());
            String folders = "%d adapters, %d transforms"
                    .formatted(check.adapters().size(), check.transforms().size());
            if (check.problems().isEmpty()) {
                screen.line("%s  %s", screen.green("in order"), folders);
            } else {
                screen.line("%n%s in %s", screen.red(check.problems().size() + " mistakes"), folders);
            }
        }
        return check.problems().isEmpty() ? 0 : 1;
    }
}
