package org.florahub.cli;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/// Makes a running hub look at its folders now.
@Command(
        name = "reload",
        description = {
            "Makes a running hub take changed, new and removed folders over now, and shows what is in force then.",
            "A folder that is wrong, or whose own samples do not hold, is refused: what was in force stays so."
        },
        footer = {"Exit status: 0; 1 if anything in a folder is not in force."})
final class AdapterReloadCommand extends AdapterStatusCommand {

    @Override
    JsonNode ask(HubClient hub) {
        return hub.post("/ops/adapters/reload");
    }
}
