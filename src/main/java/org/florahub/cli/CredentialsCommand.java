package org.florahub.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.florahub.adapter.Inspection;
import org.florahub.adapter.Nearest;
import org.florahub.channel.Credentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Who may reach the hub. A running hub takes a change over at once.
@Command(name = "credentials", description = "Lists the users of a hub and gives them new passwords.")
final class CredentialsCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            scope = ScopeType.INHERIT,
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:FLORA_DATA:-data}",
            description = "The hub's data folder (default: $$FLORA_DATA, else ./data).")
    private Path data = Path.of("data");

    @Command(description = "Lists who has a password.")
    int list() throws IOException {
        new DataFolder(data).knownUsers().forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    @Command(description = "Gives a user a new password and prints it once.")
    int set(
            @Parameters(
                            paramLabel = "USER",
                            description = "An adapter's user, operator, or operator.NAME for another operator.")
                    String user,
            @Option(names = "--force", description = "Also where no adapter here logs in as that user.") boolean force)
            throws IOException {
        var folder = new DataFolder(data.toAbsolutePath());
        if (!force) {
            check(user, folder);
        }
        String password = Credentials.newPassword();
        Credentials.set(folder.credentials(), user, password);
        spec.commandLine().getOut().printf("%s %s%n", user, password);
        return 0;
    }

    /// A password for a name that nobody has looks like success, and the authority meant cannot log in.
    private static void check(String user, DataFolder folder) throws IOException {
        var users = new TreeSet<>(folder.knownUsers());
        users.addAll(Inspection.users(Home.adapters(), System::getenv).values());
        users.add(DataFolder.OPERATOR);
        if (!users.contains(user) && !user.matches("operator\\.[A-Za-z0-9-]+")) {
            throw new CommandFailed("%s: no adapter in %s logs in so. %s If one will: --force"
                    .formatted(user, Home.adapters(), Nearest.remedy(user, users)));
        }
    }
}
