package org.florahub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The tools of an integration engineer.
@Command(
        name = "adapter",
        description = "Lists, checks, tests and starts the folders that connect authorities.",
        subcommands = {
            AdapterListCommand.class,
            AdapterCheckCommand.class,
            AdapterTestCommand.class,
            AdapterCoverageCommand.class,
            AdapterStatusCommand.class,
            AdapterReloadCommand.class,
            AdapterNewCommand.class,
            AdapterDiffCommand.class
        })
final class AdapterCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }
}
