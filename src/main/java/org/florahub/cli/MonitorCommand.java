package org.florahub.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.florahub.ledger.Findings;
import org.florahub.record.Completeness;
import org.florahub.record.RecordCheck;
import org.florahub.record.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `flora monitor`: is everything that was accepted delivered, waiting, erased or in quarantine?
@Command(
        name = "monitor",
        description = "Proves completeness: everything accepted was delivered, waits (and since when), was erased or is"
                + " in quarantine. Reads the data folder only: needs no key and no running hub, and the hub may run"
                + " meanwhile.",
        exitCodeListHeading = "%nExit codes, of several rounds that of the worst:%n",
        exitCodeList = {
            "0:COMPLETE",
            "1:LOST: something is nowhere",
            "2:not looked at: called wrongly, no record",
            "3:DELAYED: complete, but something is parked or has waited longer than --max-wait"
        })
final class MonitorCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:FLORA_DATA:-data}",
            description = "The hub's data folder (default: $$FLORA_DATA, else ./data).")
    private Path data = Path.of("");

    @Option(names = "--every", paramLabel = "SECONDS", description = "Look again and again, until stopped.")
    private @Nullable Integer seconds;

    @Option(names = "--rounds", paramLabel = "NUMBER", description = "With --every: stop after so many.")
    private int rounds = Integer.MAX_VALUE;

    @Option(
            names = "--max-wait",
            paramLabel = "SECONDS",
            description = "How long an event may wait (default: ${DEFAULT-VALUE}).",
            defaultValue = "3600")
    private int maxWait;

    @Mixin
    private Screen screen = new Screen();

    private final Clock clock = Clock.systemUTC();

    private enum Answer {
        COMPLETE(0),
        DELAYED(3),
        LOST(1);

        private final int status;

        Answer(int status) {
            this.status = status;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        try (RecordCheck check = RecordCheck.open(data, new Findings())) {
            Answer worst = round(check);
            Integer pause = seconds;
            for (int done = 1; pause != null && done < rounds; done++) {
                TimeUnit.SECONDS.sleep(pause);
                Answer now = round(check);
                worst = now.compareTo(worst) > 0 ? now : worst;
            }
            return worst.status;
        } catch (StoreUnavailableException e) {
            screen.err().println("flora: not looked at. " + e.getMessage());
            return 2;
        }
    }

    private Answer round(RecordCheck check) {
        Completeness now = check.completeness();
        boolean late =
                tooOld(now.inProgressSince()) || now.destinations().stream().anyMatch(this::late);
        Answer answer = !now.holds() ? Answer.LOST : late ? Answer.DELAYED : Answer.COMPLETE;
        if (!screen.json(new Report(clock.instant().toString(), answer.name(), now))) {
            screen.line(
                    "%s  %,d messages: %,d in quarantine, %,d replayed, %,d in progress%s, %,d incomplete;"
                            + " %,d events, %,d erased",
                    answer,
                    now.messages(),
                    now.inQuarantine(),
                    now.replayed(),
                    now.inProgress(),
                    since(now.inProgressSince()),
                    now.incomplete(),
                    now.events(),
                    now.erased());
            now.destinations().forEach(this::show);
        }
        screen.out().flush();
        return answer;
    }

    private boolean late(Completeness.Destination to) {
        return to.parked() > 0 || tooOld(to.waitingSince());
    }

    private boolean tooOld(@Nullable Instant since) {
        return since != null && age(since).minusSeconds(maxWait).isPositive();
    }

    private void show(Completeness.Destination to) {
        screen.line(
                "  %-24s %,d of %,d delivered, %,d waiting%s, %,d parked%s, %,d erased, %,d lost",
                to.name(),
                to.delivered(),
                to.due(),
                to.waiting(),
                since(to.waitingSince()),
                to.parked(),
                since(to.parkedSince()),
                to.erased(),
                to.lost());
    }

    private String since(@Nullable Instant at) {
        return at == null ? "" : " (for %,d s)".formatted(age(at).toSeconds());
    }

    private Duration age(Instant since) {
        return Duration.between(since, clock.instant());
    }

    private record Report(String at, String answer, Completeness found) {}
}
