package org.florahub.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.florahub.channel.Credentials;
import org.florahub.demo.Demonstration;
import org.florahub.demo.HubAddress;
import org.florahub.demo.Outcome;
import org.florahub.ledger.Ledger;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Starts a whole hub in a fresh folder and plays invented authorities against it, through its real channels.
@Command(
        name = "demo",
        description = {
            "Starts a hub with everything embedded in a fresh temporary folder, plays messages of invented authorities",
            "through files, SOAP and AMQP, shows what became of each, and verifies the ledger and a proof."
        })
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--once", description = "Stop afterwards; exit 0 only if everything arrived and was verified.")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "HTTP port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--amqp-port",
            paramLabel = "PORT",
            defaultValue = "5672",
            description = "Port of the broker; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int amqpPort;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "Give up when not everything has arrived by then (default: ${DEFAULT-VALUE}).")
    private int limitSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("florahub-demo-");
        PrintWriter out = spec.commandLine().getOut();
        try (Demonstration demonstration = Demonstration.open(Home.adapters(), out, coloursWanted())) {
            Map<String, String> passwords = prepare(new DataFolder(data), demonstration);
            out.printf("Starting a hub in %s%n%n", data);
            out.flush();
            try (ConfigurableApplicationContext hub = HubStart.start(settings(data, demonstration))) {
                JsonNode place = JsonMapper.shared().readTree(Files.readString(data.resolve("hub.json")));
                var address = new HubAddress(
                        place.path("httpPort").asInt(),
                        place.path("amqpPort").asInt(),
                        data.resolve("exchange"),
                        passwords);
                tellWhere(data, address);
                Outcome outcome = demonstration.play(address, Duration.ofSeconds(limitSeconds));
                boolean fine = conclude(hub, outcome, data);
                if (!once) {
                    tellWhatToTry(data, outcome);
                    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                        out.printf("%nStopping. %s stays; delete it when you are done.%n", data);
                        out.flush();
                    }));
                    Thread.currentThread().join();
                }
                return fine ? 0 : 1;
            }
        }
    }

    private static boolean coloursWanted() {
        return System.getenv("NO_COLOR") == null
                && Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent();
    }

    /// Keys and passwords of this one demonstration. The data folder is its owner's alone.
    private static Map<String, String> prepare(DataFolder folder, Demonstration demonstration) throws IOException {
        String passphrase = Credentials.newPassword();
        Path file = folder.path().resolve("passphrase");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, passphrase + "\n");
        folder.createKeyStore(passphrase);
        var users = new ArrayList<>(List.of(DataFolder.OPERATOR));
        users.addAll(demonstration.partnerNames());
        Map<String, String> passwords = folder.giveMissingPasswords(users);
        var lines = new StringBuilder("# Logins of this demonstration: broker, SOAP, operations\n");
        passwords.forEach((user, password) ->
                lines.append(user).append(' ').append(password).append('\n'));
        Files.writeString(folder.path().resolve("logins.txt"), lines);
        Files.writeString(folder.path().resolve("operator-password"), passwords.get(DataFolder.OPERATOR));
        return passwords;
    }

    private Map<String, Object> settings(Path data, Demonstration demonstration) throws IOException {
        var settings = new HashMap<String, Object>();
        settings.putAll(demonstration.settings());
        settings.put("flora.data", data);
        settings.put("flora.adapters", copies(data.resolve("adapters"), demonstration.partnerNames()));
        settings.put("flora.keys.passphrase-file", data.resolve("passphrase"));
        settings.put("flora.http-port", port);
        settings.put("flora.amqp-port", amqpPort);
        settings.put("logging.file.name", data.resolve("hub.log"));
        settings.put("logging.threshold.console", "ERROR");
        return settings;
    }

    /// The folders of the authorities that take part: they may be changed while the hub runs, and no other is
    /// connected.
    private static Path copies(Path target, List<String> names) throws IOException {
        for (String name : names) {
            Path source = Home.adapters().resolve(name);
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.toList()) {
                    Path copy = target.resolve(name).resolve(source.relativize(file));
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
        return target;
    }

    private boolean conclude(ConfigurableApplicationContext hub, Outcome outcome, Path data) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var complaints = new ArrayList<>(outcome.complaints());
        var check = new LedgerCheck(data, out, complaints);
        long leaves = check.leaves(hub.getBean(Ledger.class), outcome.events());
        if (outcome.shown() == null) {
            complaints.add("proof: no delivered file to verify");
        } else {
            check.proof(outcome.shown());
        }
        for (String complaint : complaints) {
            out.println("not as it must be: " + complaint);
        }
        out.printf(
                "%s: %d received, %d events, %d delivered, %d rejected, ledger %d leaves verified%n",
                complaints.isEmpty() ? "demo" : "demo FAILED",
                outcome.received(),
                outcome.events(),
                outcome.delivered(),
                outcome.rejected(),
                leaves);
        out.flush();
        return complaints.isEmpty();
    }

    private void tellWhere(Path data, HubAddress address) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("adapters  %s%n", data.resolve("adapters"));
        out.printf("folders   %s/ADAPTER/{in,answers,out}%n", address.exchange());
        out.printf("queues    amqp://127.0.0.1:%d  in.ADAPTER, reply.ADAPTER, out.ADAPTER%n", address.amqpPort());
        out.printf("services  http://127.0.0.1:%d/services/ADAPTER?wsdl%n", address.httpPort());
        out.printf("health    http://127.0.0.1:%d/actuator/health/readiness%n", address.httpPort());
        out.printf("log       %s%n", data.resolve("hub.log"));
        out.printf("logins    %s%n", data.resolve("logins.txt"));
        out.flush();
    }

    private void tellWhatToTry(Path data, Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%nTry, in another terminal:%n");
        if (outcome.shown() != null) {
            out.printf("  ./flora verify %s%n", outcome.shown());
        }
        out.printf(
                "  ./flora quarantine list --data %s --password-file %s%n%n", data, data.resolve("operator-password"));
        out.println("The hub keeps running; Ctrl-C stops it and leaves the folder.");
        out.flush();
    }
}
