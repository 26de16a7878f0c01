package org.florahub.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.florahub.adapter.Reload;
import org.florahub.adapter.Standing;
import org.florahub.event.Problem;
import org.florahub.record.Outbox;
import org.florahub.record.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What is in force of the folders, for operators, and the call to look at them now.
@RestController
@RequestMapping("/ops/adapters")
class AdapterController {

    private final Reload reload;
    private final Outbox outbox;

    AdapterController(Reload reload, Store store) {
        this.reload = reload;
        this.outbox = store.outbox();
    }

    /// @param trouble why the folders could not be looked at; `null` if they could
    record Catalogue(
            List<Adapter> adapters,
            List<Transform> transforms,
            @Nullable String trouble) {}

    /// @param version in force; `null` if none is
    /// @param uses    its transforms as `NAME@VERSION`
    /// @param since   when it came into force
    /// @param refused why what lies in its folder now is not in force
    /// @param lacks   what it still needs of an operator
    /// @param working why its channels do not follow the version in force yet
    /// @param waiting events that wait to be delivered to it
    record Adapter(
            String adapter,
            @Nullable String version,
            List<String> uses,
            @Nullable Instant since,
            List<Problem> refused,
            List<Problem> lacks,
            @Nullable String working,
            long waiting) {}

    /// @param version in force; `null` if none is
    /// @param refused why what lies in its folder now is not in force
    record Transform(
            String transform,
            @Nullable String version,
            @Nullable Instant since,
            List<Problem> refused) {}

    /// Every folder, and every adapter whose folder is gone while events wait for it.
    @GetMapping
    Catalogue list() {
        var gone = new TreeSet<>(outbox.destinations());
        var adapters = new ArrayList<Adapter>();
        for (Standing each : reload.adapters()) {
            gone.remove(each.name());
            adapters.add(new Adapter(
                    each.name(),
                    each.version(),
                    each.uses(),
                    each.since(),
                    each.refused(),
                    each.lacks(),
                    each.working(),
                    outbox.depth(each.name())));
        }
        gone.forEach(name ->
                adapters.add(new Adapter(name, null, List.of(), null, List.of(), List.of(), null, outbox.depth(name))));
        return new Catalogue(
                adapters,
                reload.transforms().stream()
                        .map(each -> new Transform(each.name(), each.version(), each.since(), each.refused()))
                        .toList(),
                reload.trouble());
    }

    /// Judges the folders as they are now. What is wrong stands in the answer, with what is in force instead.
    @PostMapping("/reload")
    Catalogue reload() throws InterruptedException {
        reload.now();
        return list();
    }
}
