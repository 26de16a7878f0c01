package org.florahub.cli;

import org.florahub.kit.KitException;
import org.florahub.kit.UnknownFolderException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line of the hub. Exit status: 0 done, 1 it failed and says why, 2 it was called wrongly.
@Command(
        name = "flora",
        description = "Connects the authorities of the asylum procedure to one shared, tamper-evident record.",
        mixinStandardHelpOptions = true,
        versionProvider = Flora.Version.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            RunCommand.class,
            WitnessCommand.class,
            VerifyCommand.class,
            LogCommand.class,
            FsckCommand.class,
            MonitorCommand.class,
            QuarantineCommand.class,
            EraseCommand.class,
            RetentionCommand.class,
            CaseCommand.class,
            KeysCommand.class,
            SubjectAccessCommand.class,
            AdapterCommand.class,
            TranslateCommand.class,
            CodesCommand.class,
            CredentialsCommand.class
        })
public final class Flora implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Flora() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The whole command line, ready to execute.
    static CommandLine commandLine() {
        var flora = new CommandLine(new Flora())
                .setExecutionExceptionHandler(saysWhy())
                .setUsageHelpAutoWidth(true);
        flora.getCommandSpec()
                .usageMessage()
                .footer(
                        "The launcher ./flora itself knows two more:",
                        "  prepare      Builds, and makes the start-up cache (for images).",
                        "  bench        Measures the hub against a textbook route.");
        return flora;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    /// What a user can act on is one line; anything else is a defect and comes with its trace.
    private static IExecutionExceptionHandler saysWhy() {
        return (failure, command, _) -> {
            if (failure instanceof UnknownFolderException) {
                command.getErr().println("flora: " + failure.getMessage());
                return 2;
            }
            if (failure instanceof CommandFailed || failure instanceof KitException) {
                command.getErr().println("flora: " + failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        };
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Flora.class.getPackage().getImplementationVersion();
            return new String[] {"FLORA Hub " + (version == null ? "(not packaged)" : version)};
        }
    }
}
