package org.florahub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.florahub.ledger.InvalidProofException;
import org.florahub.ledger.LogVerifier;
import org.florahub.ledger.ProvenEvent;
import org.florahub.ledger.Verdict;
import org.florahub.ledger.VerifierKey;
import org.florahub.ledger.Verify;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `flora verify FILE`: was this file delivered so, and does the ledger hold its events? Offline.
@Command(
        name = "verify",
        description = {
            "Checks a delivered file against its proof bundle, offline.",
            "VALID: these bytes were delivered and the ledger holds their events as shown."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:VALID", "1:INVALID", "2:could not be checked: wrong usage, missing file or key"})
public final class VerifyCommand implements Callable<Integer> {

    private static final int VALID = 0;
    private static final int INVALID = 1;
    private static final int UNCHECKED = 2;
    private static final int LISTED_MAX = 20;

    @Parameters(paramLabel = "FILE", description = "The delivered file.")
    private Path file = Path.of("");

    @Option(names = "--bundle", paramLabel = "FILE", description = "The proof bundle; FILE.proof if not given.")
    private @Nullable Path bundle;

    @Option(
            names = "--key",
            paramLabel = "FILE|VKEY",
            description = {
                "Public keys of the log, as you got them from its operator: a file of vkeys or one vkey.",
                "May be repeated. Every key must have signed.",
                "If not given, ledger/log.vkey of the hub in whose data folder FILE lies."
            })
    private List<String> keys = new ArrayList<>();

    @Option(names = "--json", description = "Prints the verdict as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    VerifyCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Path nearest = keys.isEmpty() ? keysNear(file) : null;
            LogVerifier log = LogVerifier.of(nearest == null ? givenKeys() : readKeys(nearest));
            Verdict verdict = Verify.verify(file, bundle == null ? Verify.bundleOf(file) : bundle, log);
            out.print(json ? json(verdict) : text(file, verdict, log, nearest));
            out.flush();
            return switch (verdict) {
                case Verdict.Valid _ -> VALID;
                case Verdict.Invalid _ -> INVALID;
            };
        } catch (NoSuchFileException e) {
            return unchecked("there is no file " + e.getFile());
        } catch (IOException e) {
            return unchecked("a file cannot be read: " + e.getMessage());
        } catch (InvalidProofException e) {
            return unchecked("--key: " + e.getMessage());
        }
    }

    private int unchecked(String reason) {
        spec.commandLine().getErr().println("Not checked: " + reason);
        spec.commandLine().getErr().flush();
        return UNCHECKED;
    }

    private List<VerifierKey> givenKeys() throws IOException {
        var found = new ArrayList<VerifierKey>();
        for (String key : keys) {
            if (key.contains("+") && !Files.exists(Path.of(key))) {
                found.add(VerifierKey.parse(key));
            } else {
                found.addAll(readKeys(Path.of(key)));
            }
        }
        return found;
    }

    private static List<VerifierKey> readKeys(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(VerifierKey::parse)
                .toList();
    }

    /// The keys of the hub in whose data folder the file lies.
    private static Path keysNear(Path file) throws NoSuchFileException {
        for (Path folder = file.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path keys = folder.resolve("ledger").resolve("log.vkey");
            if (Files.isRegularFile(keys)) {
                return keys;
            }
        }
        throw new NoSuchFileException("ledger/log.vkey above " + file + ". Give the keys of the log with --key");
    }

    private static String text(Path file, Verdict verdict, LogVerifier log, @Nullable Path nearest) {
        return switch (verdict) {
            case Verdict.Invalid(String reason) -> "INVALID  %s%n  %s%n".formatted(file, reason);
            case Verdict.Valid valid -> valid(file, valid, log, nearest);
        };
    }

    private static String valid(Path file, Verdict.Valid valid, LogVerifier log, @Nullable Path nearest) {
        var text = new StringBuilder("VALID  %s%n".formatted(file));
        String signers = log.keys().stream().map(VerifierKey::algorithm).collect(Collectors.joining(" and "));
        text.append("  log      %s, %d leaves, signed with %s%s%n"
                .formatted(
                        valid.checkpoint().origin(),
                        valid.checkpoint().size(),
                        signers,
                        valid.signedAt() == null ? "" : " at " + valid.signedAt()));
        for (ProvenEvent event :
                valid.events().subList(0, Math.min(LISTED_MAX, valid.events().size()))) {
            text.append("  event    %s is leaf %d: %d fields shown, %d withheld%n"
                    .formatted(
                            event.id(),
                            event.proof().index(),
                            event.disclosure().shown().size(),
                            event.disclosure().withheld()));
        }
        if (valid.events().size() > LISTED_MAX) {
            text.append("           and %d more%n".formatted(valid.events().size() - LISTED_MAX));
        }
        if (nearest != null) {
            text.append("  keys     from %s, found above the file: compare them with those the operator gave you%n"
                    .formatted(nearest));
        }
        return text.toString();
    }

    private static String json(Verdict verdict) {
        Object node = switch (verdict) {
            case Verdict.Invalid(String reason) -> new JsonInvalid("INVALID", reason);
            case Verdict.Valid valid -> JsonValid.of(valid);
        };
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node) + System.lineSeparator();
    }

    private record JsonInvalid(String verdict, String reason) {}

    private record JsonValid(
            String verdict,
            String log,
            long leaves,
            @Nullable String signedAt,
            List<JsonEvent> events) {

        private static JsonValid of(Verdict.Valid valid) {
            return new JsonValid(
                    "VALID",
                    valid.checkpoint().origin(),
                    valid.checkpoint().size(),
                    valid.signedAt() == null ? null : valid.signedAt().toString(),
                    valid.events().stream().map(JsonEvent::of).toList());
        }
    }

    private record JsonEvent(String id, long leaf, int shown, int withheld) {

        private static JsonEvent of(ProvenEvent event) {
            return new JsonEvent(
                    event.id(),
                    event.proof().index(),
                    event.disclosure().shown().size(),
                    event.disclosure().withheld());
        }
    }
}
