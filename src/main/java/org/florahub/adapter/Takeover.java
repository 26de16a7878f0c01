package org.florahub.adapter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.florahub.event.Problem;
import org.florahub.transform.Transform;
import org.florahub.transform.source.BrokenTransformException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides folder by folder what comes into force: a folder without a mistake whose own samples hold. Where one is
/// wrong, what was in force before stays so, and no other folder waits for it. Used once.
///
/// A transform comes into force for each adapter whose own samples hold with it; an adapter that is refused keeps
/// the version of its transforms that it has.
final class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    /// A folder that cannot be read, or at which the program fails.
    static final String UNREADABLE = "A007";

    private final Folders folders;
    private final Adapters inForce;
    private final Look look;
    private final Judged.All before;
    private final Surroundings surroundings;

    private final Map<String, Judged<Transform>> transforms = new TreeMap<>();
    private final Map<String, Judged<Adapter>> adapters = new TreeMap<>();
    private final Map<String, Adapter> chosen = new TreeMap<>();
    private final Map<String, List<Problem>> refused = new TreeMap<>();

    /// @param inForce      what stays where a folder is wrong
    /// @param look         which folders to read
    /// @param before       what is known of those that have not changed since
    /// @param surroundings asked what this hub cannot serve
    Takeover(Folders folders, Adapters inForce, Look look, Judged.All before, Surroundings surroundings) {
        this.folders = folders;
        this.inForce = inForce;
        this.look = look;
        this.before = before;
        this.surroundings = surroundings;
    }

    /// @param adapters what is to be in force
    /// @param judged   what was found, for the next time
    /// @param refused  why what lies in a folder is not in force, by `adapters/NAME` and `transforms/NAME`
    record Decision(Adapters adapters, Judged.All judged, Map<String, List<Problem>> refused) {

        Decision {
            refused = Collections.unmodifiableMap(refused);
        }
    }

    /// @throws StillWritingException if a folder changes while it is read
    Decision decide() throws StillWritingException {
        Transforms usable = transforms();
        for (String name : new TreeSet<>(look.adapters().keySet())) {
            Judged<Adapter> judged = adapter(name, usable);
            adapters.put(name, judged);
            if (judged.content() != null && judged.problems().isEmpty()) {
                chosen.put(name, judged.content());
            } else {
                keep(name, judged.problems());
            }
        }
        settleClashes();
        return new Decision(new Adapters(chosen, usable.usable()), new Judged.All(transforms, adapters), refused);
    }

    private Transforms transforms() throws StillWritingException {
        var usable = new TreeMap<String, Transform>();
        var broken = new TreeSet<String>();
        for (String name : new TreeSet<>(look.transforms().keySet())) {
            String fingerprint = Objects.requireNonNull(look.transforms().get(name));
            Judged<Transform> known = before.transforms().get(name);
            Judged<Transform> judged =
                    known != null && known.fingerprint().equals(fingerprint) ? known : transform(name, fingerprint);
            transforms.put(name, judged);
            Transform old = inForce.transforms().get(name);
            if (judged.content() != null && judged.problems().isEmpty()) {
                usable.put(name, judged.content());
                continue;
            }
            refused.put("transforms/" + name, judged.problems());
            if (old == null) {
                broken.add(name);
            } else {
                usable.put(name, old);
            }
        }
        return new Transforms(usable, broken, List.of());
    }

    private Judged<Transform> transform(String name, String fingerprint) throws StillWritingException {
        Path folder = folders.transforms().resolve(name);
        var problems = new ArrayList<Problem>();
        Transform content = guarded(folder, problems, () -> load(folder, problems));
        unchanged(folder, fingerprint);
        return new Judged<>(fingerprint, content, problems);
    }

    /// @return where it is the version in force, that one: no adapter changes for nothing
    private @Nullable Transform load(Path folder, List<Problem> problems) {
        try {
            Transform fresh = Transform.load(folder);
            problems.addAll(Samples.of(fresh, folder).failures());
            Transform old = inForce.transforms().get(fresh.name());
            return old != null && old.version().equals(fresh.version()) ? old : fresh;
        } catch (BrokenTransformException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    private Judged<Adapter> adapter(String name, Transforms usable) throws StillWritingException {
        Path folder = folders.adapters().resolve(name);
        String fingerprint = Objects.requireNonNull(look.adapters().get(name));
        Judged<Adapter> known = before.adapters().get(name);
        var problems = new ArrayList<Problem>();
        Adapter adapter = guarded(folder, problems, () -> read(folder, usable, problems));
        if (known != null && known.fingerprint().equals(fingerprint) && Objects.equals(known.content(), adapter)) {
            return adapter == null ? new Judged<>(fingerprint, null, problems) : known;
        }
        if (adapter != null) {
            guarded(folder, problems, () -> problems.addAll(surroundings.refusals(adapter)));
            guarded(
                    folder,
                    problems,
                    () -> problems.addAll(Samples.of(adapter, folder).failures()));
        }
        unchanged(folder, fingerprint);
        return new Judged<>(fingerprint, adapter, problems);
    }

    private @Nullable Adapter read(Path folder, Transforms usable, List<Problem> problems) {
        Mistakes mistakes = Adapters.mistakes(folder);
        Adapter adapter = Adapters.read(folder, usable, new Placeholders(folders.environment()), mistakes);
        for (String name : Inspection.transformsOf(folder)) {
            if (usable.broken().contains(name)) {
                mistakes.add(
                        Mistakes.CONFLICT,
                        "the transform %s, which is not in force".formatted(name),
                        "one that is",
                        "Put the transform right first.");
            }
        }
        problems.addAll(mistakes.problems());
        return mistakes.problems().isEmpty() ? adapter : null;
    }

    /// Leaves the adapter as it is in force, or out where it is not.
    private void keep(String name, List<Problem> problems) {
        refused.put("adapters/" + name, problems);
        Adapter old = inForce.get(name);
        if (old == null) {
            chosen.remove(name);
        } else {
            chosen.put(name, old);
        }
    }

    /// Refuses the changed one of two adapters that cannot be in force together. Those in force can, so this ends.
    private void settleClashes() {
        Map<String, List<Problem>> clashes;
        do {
            List<Adapter> oldFirst = chosen.values().stream()
                    .sorted(Comparator.comparing(adapter -> !adapter.equals(inForce.get(adapter.name()))))
                    .toList();
            clashes = Adapters.clashes(folders.adapters(), oldFirst);
            clashes.forEach(this::keep);
        } while (!clashes.isEmpty());
    }

    /// Does something with a folder; at whatever it fails becomes a problem of that folder and of no other.
    private static <R> @Nullable R guarded(Path folder, List<Problem> problems, Supplier<@Nullable R> action) {
        try {
            return action.get();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.debug("the failure", e);
            problems.add(new Problem(
                    UNREADABLE,
                    Samples.shortName(folder),
                    0,
                    0,
                    null,
                    "a folder that cannot be read or tested (%s)"
                            .formatted(e.getClass().getSimpleName()),
                    "one that can",
                    "Check the rights of its files; else report it with the folder."));
            return null;
        }
    }

    private static void unchanged(Path folder, String fingerprint) throws StillWritingException {
        if (!Look.fingerprint(folder).equals(fingerprint)) {
            throw new StillWritingException(folder);
        }
    }
}
