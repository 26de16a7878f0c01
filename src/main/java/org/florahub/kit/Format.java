package org.florahub.kit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.Inspection;
import org.florahub.event.Field;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;

/// Somebody to translate from or to: an adapter, or a transform by itself.
///
/// @param name      of the folder
/// @param adapter   `null` for a transform by itself
/// @param transform the format
record Format(String name, @Nullable Adapter adapter, Transform transform) {

    private static final Map<Field, String> NOBODY =
            Map.of(Field.SOURCE, "ane:990010", Field.SOURCE_NAME, "Aufnahmeeinrichtung Musterland");

    /// The format in which somebody sends files of that name.
    ///
    /// @throws KitException if it does not send, or its folder is wrong
    static Format sending(Inspection found, String name, String fileName) {
        Adapter adapter = found.adapters().get(name);
        if (adapter == null) {
            return new Format(name, null, transform(found, name));
        }
        List<Transform> transforms =
                adapter.in().stream().map(InChannel::transform).toList();
        return transforms.stream()
                .filter(transform -> fileName.endsWith("." + transform.extension()))
                .findFirst()
                .or(() -> transforms.stream().findFirst())
                .map(transform -> new Format(name, adapter, transform))
                .orElseThrow(() -> new KitException(
                        "%s: found no channel under in:, expected one. It only receives.".formatted(name)));
    }

    /// The format in which somebody receives.
    ///
    /// @throws KitException if it does not receive, or its folder is wrong
    static Format receiving(Inspection found, String name) {
        Adapter adapter = found.adapters().get(name);
        if (adapter == null) {
            return new Format(name, null, transform(found, name));
        }
        if (adapter.out().isEmpty()) {
            throw new KitException("%s: found no channel under out:, expected one. It only sends.".formatted(name));
        }
        return new Format(name, adapter, adapter.out().getFirst().transform());
    }

    private static Transform transform(Inspection found, String name) {
        String[] reference = name.split("@", 2);
        Transform format = found.transforms().get(reference[0]);
        Transform transform = format == null || reference.length == 1
                ? format
                : format.versions().get(reference[1]);
        if (transform == null && format != null) {
            throw new KitException("%s: found no such version, expected one of %s"
                    .formatted(name, String.join(", ", format.versions().keySet())));
        }
        if (transform == null) {
            throw new KitException(
                    "%s: found mistakes in its folder. See: ./flora adapter check %s".formatted(name, name));
        }
        return transform;
    }

    /// What is known of whoever sends.
    Given given() {
        if (adapter == null) {
            return new Given(NOBODY);
        }
        var given = new TreeMap<>(adapter.given());
        given.put(Field.SOURCE, adapter.authority().toString());
        given.put(Field.SOURCE_NAME, adapter.title());
        return new Given(given);
    }

    boolean accepts(String status) {
        return adapter == null || adapter.receives().accepts(status);
    }

    Set<Field> hides() {
        return adapter == null ? Set.of() : adapter.hides();
    }

    int eventsPerFileMax() {
        return adapter == null ? 1000 : adapter.limits().eventsPerFileMax();
    }

    String authority() {
        return adapter == null ? "ane:990020" : adapter.authority().toString();
    }

    String title() {
        return adapter == null ? "Aufnahmeeinrichtung Beispielheim" : adapter.title();
    }
}
