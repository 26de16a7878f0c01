package org.florahub.intake;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.event.Authority;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.jspecify.annotations.Nullable;

/// What one authenticated sender may state: as itself, to authorities that the hub knows, statuses that are its own
/// to issue. Immutable; the same statement always gets the same judgement.
final class Gate {

    private final String file;
    private final Authority sender;
    private final Set<String> known;

    Gate(Adapter adapter, Adapters adapters, String file) {
        this.file = file;
        this.sender = adapter.authority();
        this.known = adapters.all().stream()
                .map(each -> each.authority().toString())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Why the statement is not taken, or `null` if nothing speaks against it here.
    @Nullable
    Problem refuse(Statement statement, int line) {
        String source = statement.get(Field.SOURCE);
        if (source != null && !source.equals(sender.toString())) {
            return new Problem(
                    "T070",
                    file,
                    line,
                    0,
                    Field.SOURCE.path(),
                    "another authority than the sender",
                    "the authority that the channel authenticated",
                    "Send as yourself, or with the credentials of that authority.");
        }
        String target = statement.get(Field.TARGET);
        if (target != null && !known.contains(target)) {
            return new Problem(
                    "T080",
                    file,
                    line,
                    0,
                    Field.TARGET.path(),
                    "an authority that is not connected here",
                    "an authority that is connected to this hub",
                    "Correct the recipient.");
        }
        return refuseIssuer(statement, line);
    }

    private @Nullable Problem refuseIssuer(Statement statement, int line) {
        Status status = Objects.requireNonNull(
                StatusCatalogue.standard().get(statement.require(Field.STATUS)), "a transform made an unknown status");
        if (status.issuers().contains(sender.prefix())) {
            return null;
        }
        List<String> issuers = status.issuers().stream().sorted().toList();
        return new Problem(
                "T070",
                file,
                line,
                0,
                Field.STATUS.path(),
                "a status that the sender does not issue",
                "a status issued by authorities of the sender's kind",
                "Only authorities with the prefix %s issue it.".formatted(String.join(" or ", issuers)));
    }
}
