package org.florahub.adapter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.florahub.event.Problem;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;

/// What was found of a folder when it was last judged, so that it is not loaded and tested again while it stays as
/// it is.
///
/// @param fingerprint how it looked then
/// @param content     what it holds, also when that was refused; `null` if that could not be read
/// @param problems    why the content is not in force; empty if it is
record Judged<T>(String fingerprint, @Nullable T content, List<Problem> problems) {

    Judged {
        problems = List.copyOf(problems);
    }

    /// What was found of all folders, by name.
    record All(Map<String, Judged<Transform>> transforms, Map<String, Judged<Adapter>> adapters) {

        All {
            transforms = Map.copyOf(transforms);
            adapters = Map.copyOf(adapters);
        }

        /// What is in force at the start, where nothing may be wrong.
        static All ofStart(Look look, Adapters adapters) {
            var byName = new TreeMap<String, Judged<Adapter>>();
            look.adapters().forEach((name, fingerprint) -> {
                byName.put(name, new Judged<>(fingerprint, adapters.get(name), List.of()));
            });
            var transforms = new TreeMap<String, Judged<Transform>>();
            look.transforms().forEach((name, fingerprint) -> {
                transforms.put(
                        name, new Judged<>(fingerprint, adapters.transforms().get(name), List.of()));
            });
            return new All(transforms, byName);
        }
    }
}
