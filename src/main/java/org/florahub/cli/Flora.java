package org.florahub.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the hub.
@Command(name = "flora", mixinStandardHelpOptions = true, description = "FLORA Hub")
public final class Flora {

    private Flora() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Flora()).execute(args));
    }
}
